/** Traditional characters of the demo railway's names and their simplified forms, in pairs. */
const traditionalPairs =
  '東东臨临義义烏乌樂乐鄉乡雲云亞亚倉仓侖仑蘭兰關关興兴劍剑勻匀區区華华廈厦縣县雙双臺台齊齐寧宁園园廣广廟庙開开貴贵賓宾錦锦鎮镇鐵铁銅铜鍾钟鐘钟長长門门閩闽陽阳陸陆' +
  '陰阴順顺饒饶馬马駐驻魚鱼鱗鳞鷹鹰龍龙黃黄許许詔诏諸诸賢贤贛赣遼辽進进遠远連连鄭郑鄲郸靜静韓韩濟济灣湾溫温滄沧漢汉潯浔瀋沈蘇苏蕭萧葉叶莊庄榮荣萬万營营蓮莲藍蓝虛虚' +
  '衛卫碼码綿绵紹绍維维羅罗聖圣肅肃岡冈嶺岭島岛峽峡嶽岳慶庆懷怀揚扬撫抚樺桦橋桥楊杨樓楼澤泽豐丰頭头圖图場场壩坝鯰鲇鮁鲅鱟鲎鮜鲘漵溆婁娄淨净灤滦灘滩陝陕雞鸡鳳凤鶴鹤' +
  '麗丽恆恒贊赞風风無无舊旧寶宝徑径棗枣樅枞機机歸归塢坞彌弥從从來来豬猪邊边鄒邹際际隨随碭砀蔥葱萊莱葦苇賀贺輝辉車车盤盘錫锡晉晋餘余遊游裏里強强爾尔濱滨蓋盖凱凯蕩荡' +
  '蒼苍';

const simplifiedOf = new Map<string, string>();
for (let at = 0; at + 1 < traditionalPairs.length; at += 2) {
  simplifiedOf.set(traditionalPairs.charAt(at), traditionalPairs.charAt(at + 1));
}

const typedTextMax = 100;

/**
 * Text as stations are compared: full width, case, tone marks, blanks, apostrophes, hyphens and invisible characters
 * are gone, traditional characters simplified. Only the first 100 characters count.
 */
export function foldText(text: string): string {
  const bare = text
    .slice(0, typedTextMax)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\p{Z}\p{C}\p{P}\p{S}]/gu, '');
  return Array.from(bare)
    .map((character) => simplifiedOf.get(character) ?? character)
    .join('');
}
