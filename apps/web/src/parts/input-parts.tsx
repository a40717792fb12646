'use client';

import { useTranslations } from 'next-intl';
import { ChoiceChip } from '../ui/choice-chip.tsx';
import { DateField } from '../ui/date-field.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { StationCombobox } from '../ui/station-combobox.tsx';
import { Part, State } from './part.tsx';

const options = [
  { key: 'city:北京', name: '北京（全部车站）', hint: null, detail: 'Beijing', detailLang: 'en' },
  { key: 'VNP', name: '北京南', hint: null, detail: 'Beijing South · VNP', detailLang: 'en' },
  { key: 'IKP', name: '顺义西', hint: '北京', detail: 'Shunyi West · IKP', detailLang: 'en' },
];

/** What people type into or choose from. */
export function InputParts() {
  const words = useTranslations('search');
  const station = { name: 'from', label: words('from'), find: async () => options };
  const day = { name: 'date', label: words('date'), first: '2026-11-22', last: '2026-12-06' };
  const shortcuts = [
    { date: '2026-11-22', label: words('today') },
    { date: '2026-11-23', label: words('tomorrow') },
  ];
  return (
    <>
      <Part name="Station combobox">
        <div className="grid gap-6 md:grid-cols-2">
          <State name="empty: type to open the list">
            <StationCombobox {...station} id="station-1" initial={{ text: '', key: null }} />
          </State>
          <State name="chosen">
            <StationCombobox {...station} id="station-2" initial={{ text: '北京南', key: 'VNP' }} />
          </State>
          <State name="no hit: type to see">
            <StationCombobox
              {...station}
              id="station-3"
              initial={{ text: '', key: null }}
              find={async () => []}
            />
          </State>
          <State name="error">
            <StationCombobox
              {...station}
              id="station-4"
              initial={{ text: 'xyzzy', key: null }}
              error={words('noHit', { text: 'xyzzy' })}
            />
          </State>
        </div>
      </Part>
      <Part name="Date field">
        <div className="grid gap-6 md:grid-cols-2">
          <State name="with the sale window">
            <DateField
              {...{ ...day, shortcuts }}
              id="date-1"
              needs="a day"
              initial="2026-11-23"
              hint={words('dateHint', { first: '22 Nov', last: '6 Dec' })}
            />
          </State>
          <State name="error">
            <DateField
              {...{ ...day, shortcuts }}
              id="date-2"
              needs="a day"
              initial=""
              error={words('missing.date')}
            />
          </State>
        </div>
      </Part>
      <Part name="Field">
        <div className="grid gap-6 md:grid-cols-2">
          <TextField id="text-1" label="Name" hint="As printed on the document" />
          <TextField id="text-2" label="Name" defaultValue="王" error="Enter the full name" />
          <TextField id="text-3" label="Name" defaultValue="王小明" disabled />
          <SelectField id="select-1" label="Document">
            <option>Resident id</option>
            <option>Passport</option>
          </SelectField>
        </div>
      </Part>
      <Part name="Choice chip">
        <div className="flex flex-wrap gap-3">
          <ChoiceChip type="checkbox">Window</ChoiceChip>
          <ChoiceChip type="checkbox" defaultChecked>
            Aisle
          </ChoiceChip>
          <ChoiceChip type="radio" name="chip" defaultChecked>
            Adult
          </ChoiceChip>
          <ChoiceChip type="radio" name="chip" disabled>
            Child
          </ChoiceChip>
        </div>
      </Part>
      <Part name="Error summary">
        <ErrorSummary
          title="There are 2 problems"
          errors={[
            { fieldId: 'station-4', message: words('missing.to') },
            { fieldId: null, message: words('missing.date') },
          ]}
        />
      </Part>
    </>
  );
}
