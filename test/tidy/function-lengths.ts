import ts from 'typescript';

export interface LongFunction {
  name: string;
  line: number;
  lines: number;
}

/** The functions of a source text that are longer than `linesMax`, with where they begin. */
export function longFunctions(text: string, linesMax: number): LongFunction[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const found: LongFunction[] = [];
  visit(source);
  return found;

  function visit(node: ts.Node): void {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const line = lineOf(node.getStart());
      const lines = lineOf(node.getEnd()) - line + 1;
      if (lines > linesMax && !isSuite(node)) found.push({ name: nameOf(node), line, lines });
    }
    ts.forEachChild(node, visit);
  }

  function lineOf(position: number): number {
    return source.getLineAndCharacterOfPosition(position).line + 1;
  }
}

/** The callback of `describe(…)` only lists tests: it may be as long as its file. */
function isSuite(node: ts.Node): boolean {
  const call = node.parent;
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  return node.name?.getText() ?? 'function without a name';
}
