/** What a field for a day takes: `DatePicker`, and the calendar that it fetches. */
export interface DateFieldProps {
  label: string;
  /** "2026-11-03", or the empty string while nothing is chosen. */
  value: string;
  earliest?: string;
  latest?: string;
  hint?: string;
  error?: string | undefined;
  isRequired?: boolean;
  isOptional?: boolean;
}
