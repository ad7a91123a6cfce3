import { describe, expect, it } from 'vitest';
import { csvRows } from '@/server/decode/csv-text';
import { mappingErrors, readMapped } from '@/tests/support/read-mapped';

const temperature = { quantity: 'temperature', unit: '°C' };
const humidity = { quantity: 'humidity', unit: '%' };

describe('csvRows', () => {
  it.each([
    ['a;b', ';', [['a', 'b']]],
    [
      'a,b\r\nc,\n\n,d\n',
      ',',
      [
        ['a', 'b'],
        ['c', ''],
        ['', 'd'],
      ],
    ],
    ['"x,y","say ""hi""",z', ',', [['x,y', 'say "hi"', 'z']]],
    ['"two\nlines",1', ',', [['two\nlines', '1']]],
    ['"1,5", "2,5"', ',', [['1,5', '2,5']]],
    ['1 "a" 2', ' ', [['1', 'a', '2']]],
    ['1, "never closed', ',', [['1', ' "never closed']]],
    ['"never closed,1', ',', [['"never closed', '1']]],
    ['a||b', '||', [['a', 'b']]],
    ['', ',', []],
    [',', ',', [['', '']]],
  ])('reads %j', (text, separator, rows) => {
    expect(csvRows(text, separator)).toEqual(rows);
  });
});

describe('a mapping of columns', () => {
  it('takes columns by their index, whatever stands in the others', () => {
    const read = readMapped({
      format: 'csv',
      separator: ';',
      readings: [
        { index: 0, ...temperature },
        { index: 2, ...humidity },
      ],
    });

    expect(read('21.5;garden;45')).toEqual(['temperature 21.5 °C', 'humidity 45 %']);
    expect(read(' 21.5 ; ;\r\n')).toEqual(['temperature 21.5 °C']);
    expect(read('nan;;')).toEqual(['NO_VALUE']);
    expect(read('')).toEqual(['NO_VALUE']);
  });

  it('takes columns by the names of a header, in any order', () => {
    const read = readMapped({
      format: 'csv',
      header: true,
      timePath: 'ts',
      timeFormat: 'unix_s',
      readings: [{ path: 'temp', ...temperature, channelFromPath: 'room' }],
    });

    expect(read('ts,room,temp\n1795257000,bath,22\n1795257060,hall,19')).toEqual([
      'temperature hall 19 °C at 2026-11-21T10:31:00.000Z',
      'temperature bath 22 °C at 2026-11-21T10:30:00.000Z',
    ]);
    expect(read('temp,room\n20,bath')).toEqual(['temperature bath 20 °C']);
    expect(read('temp,room')).toEqual(['NO_VALUE']);
  });

  it('lets the later of two lines without a time count', () => {
    const read = readMapped({ format: 'csv', readings: [{ index: 0, ...temperature }] });

    expect(read('20\n21')).toEqual(['temperature 21 °C']);
  });

  it('reads only lines that hold what it wants; of a message without such a line nothing is its', () => {
    const read = readMapped({
      format: 'csv',
      match: { '0': 'T', '1': 7 },
      readings: [{ index: 2, ...temperature }],
    });

    expect(read('T,7,20\nH,7,50\nT,8,30')).toEqual(['temperature 20 °C']);
    expect(read('H,7,50')).toEqual(['UNCLAIMED']);
  });

  it('reads decimals with a comma between quotes', () => {
    const read = readMapped({
      format: 'csv',
      decimalSeparator: ',',
      readings: [{ index: 1, ...temperature }],
    });

    expect(read('x,"21,5"')).toEqual(['temperature 21.5 °C']);
  });

  it.each([
    [
      { readings: [temperature] },
      '/readings/0/index: name the column: by its index or, with a header, by its path',
    ],
    [
      { readings: [{ ...temperature, path: 't' }] },
      '/readings/0/path: columns have names only with a header: set header, or give the index',
    ],
    [
      { readings: [{ ...temperature, index: 0 }], timePath: 'ts' },
      '/timePath: columns have names only with a header: set header, or give the index',
    ],
  ])('refuses %j', (given, problem) => {
    expect(mappingErrors({ format: 'csv', ...given })).toEqual([problem]);
  });
});
