/** Which part of many is looked at. */
export interface Paging {
  readonly typed: string;
  readonly find: (text: string) => void;
  readonly skip: number;
  readonly setSkip: (skip: number) => void;
}
