import { describe, expect, it } from 'vitest';
import { mappingErrors, readMapped } from '@/tests/support/read-mapped';

const power = { quantity: 'power', unit: 'W' };
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const reading = (binary: object) => ({ format: 'binary', readings: [{ binary, ...power }] });

describe('a mapping of bytes', () => {
  it.each([
    ['uint8', 'fe', 254],
    ['int8', 'fe', -2],
    ['uint16le', '0201', 258],
    ['uint16be', '0102', 258],
    ['int16le', 'feff', -2],
    ['int16be', 'fffe', -2],
    ['uint24le', '030201', 66_051],
    ['uint24be', '010203', 66_051],
    ['int24le', 'feffff', -2],
    ['int24be', 'fffffe', -2],
    ['uint32le', '04030000', 772],
    ['int32be', 'fffffffe', -2],
    ['uint64be', '0000000000000102', 258],
    ['int64le', 'feffffffffffffff', -2],
    ['float32le', '0000ac41', 21.5],
    ['float32be', '41ac0000', 21.5],
    ['float32be', '3dcccccd', 0.1],
    ['float64be', '4035800000000000', 21.5],
  ])('reads %s %s as %d', (type, hex, value) => {
    expect(readMapped(reading({ offset: 0, type }))(bytes(hex))).toEqual([`power ${value} W`]);
  });

  it('reads single bits and some of them', () => {
    const occupied = { binary: { offset: 0, type: 'uint8', bit: 3 }, quantity: 'occupancy', unit: null };
    const level = {
      binary: { offset: 0, type: 'uint16be', bit: 4, bits: 6 },
      quantity: 'battery',
      unit: '%',
    };

    expect(readMapped({ format: 'binary', readings: [occupied, level] })(bytes('0a58'))).toEqual([
      'occupancy 1',
      'battery 37 %',
    ]);
  });

  it('reads only frames of its kind, their time, and what the bytes hold', () => {
    const read = readMapped({
      format: 'binary',
      match: { '0': 0xa1 },
      length: 7,
      time: { offset: 1, type: 'uint32be' },
      timeFormat: 'unix_s',
      readings: [{ binary: { offset: 5, type: 'uint16le' }, ...power }],
    });

    expect(read(bytes('a16b0172a8e803'))).toEqual(['power 1000 W at 2026-11-21T10:30:00.000Z']);
    expect(read(bytes('a26b0172a8e803'))).toEqual(['UNCLAIMED']);
    expect(read(bytes('a16b0172a8e80300'))).toEqual(['UNCLAIMED']);
    expect(readMapped(reading({ offset: 2, type: 'uint16le' }))(bytes('010203'))).toEqual(['NO_VALUE']);
    expect(readMapped(reading({ offset: 0, type: 'float32be' }))(bytes('7fc00000'))).toEqual(['NO_VALUE']);
  });

  it('reads bytes that are sent as text', () => {
    const of = (encoding: string) => readMapped({ ...reading({ offset: 0, type: 'uint16be' }), encoding });

    expect(of('hex')('01 02\n')).toEqual(['power 258 W']);
    expect(of('hex')('0x0102')).toEqual(['NO_VALUE']);
    expect(of('base64')('AQI=')).toEqual(['power 258 W']);
    expect(of('base64')('§')).toEqual(['NO_VALUE']);
  });

  it('reads bytes inside of JSON', () => {
    const read = readMapped({
      format: 'json',
      readings: [{ path: '/data', encoding: 'hex', binary: { offset: 1, type: 'uint8' }, ...power }],
    });

    expect(read('{"data":"0a0b"}')).toEqual(['power 11 W']);
    expect(read('{"data":"0a"}')).toEqual(['NO_VALUE']);
    expect(read('{"data":5}')).toEqual(['NO_VALUE']);
  });

  it.each([
    [{ type: 'uint8', bit: 8 }, '/readings/0/binary/bit: uint8 has the bits 0 to 7'],
    [{ type: 'uint8', bit: 6, bits: 3 }, '/readings/0/binary/bit: uint8 has the bits 0 to 7'],
    [{ type: 'int8', bit: 0 }, '/readings/0/binary/bit: bits are those of an unsigned number'],
    [{ type: 'uint8', bits: 2 }, '/readings/0/binary/bit: which is the lowest of the bits?'],
  ])('refuses %j', (field, problem) => {
    expect(mappingErrors(reading({ offset: 0, ...field }))).toEqual([problem]);
  });

  it('needs both, how bytes are written in JSON and where', () => {
    expect(mappingErrors({ format: 'json', readings: [{ path: '/d', encoding: 'hex', ...power }] })).toEqual([
      '/readings/0/binary: bytes in a text need both: encoding and binary',
    ]);
  });
});
