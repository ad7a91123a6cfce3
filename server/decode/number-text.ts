import { sameUnit } from '@/contracts/unit-spelling';
import { trimPadding } from './trim-padding';

export interface NumberRules {
  readonly decimalSeparator?: '.' | ',' | undefined;
  readonly allowUnitSuffix?: boolean | undefined;
}

const STRICT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const WITH_COMMA = /^[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?$/;
const WITH_SUFFIX = /^([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*([^\d\s+.,-].{0,19})$/su;

/** The number a text is (C4), undefined when it is anything else. `unit` is the only suffix that may be allowed. */
export function numberFrom(text: string, rules: NumberRules = {}, unit = ''): number | undefined {
  const trimmed = trimPadding(text);
  if (rules.allowUnitSuffix !== true) return strictNumber(trimmed, rules);
  return strictNumber(trimmed, rules) ?? numberWithSuffix(trimmed, rules, unit);
}

/** 0 for -0, which says nothing that 0 does not. */
export function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value;
}

function strictNumber(text: string, rules: NumberRules): number | undefined {
  const comma = rules.decimalSeparator === ',';
  if (!(comma ? WITH_COMMA : STRICT).test(text)) return undefined;
  const value = Number(comma ? text.replace(',', '.') : text);
  return Number.isFinite(value) ? withoutNegativeZero(value) : undefined;
}

function numberWithSuffix(text: string, rules: NumberRules, unit: string): number | undefined {
  const [, digits, suffix] = WITH_SUFFIX.exec(text) ?? [];
  if (digits === undefined || suffix === undefined || !sameUnit(suffix, unit)) return undefined;
  return strictNumber(digits, rules);
}
