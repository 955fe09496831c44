import { expect, it } from 'vitest'
import {
  clockOf,
  formatAgo,
  formatCount,
  formatDays,
  formatLocalTime,
  formatSeconds,
} from '../../dashboard/i18n/format.ts'
import { MESSAGES } from '../../dashboard/i18n/messages.ts'

it('writes a local time by the clocks of the city, wherever the reader is', () => {
  const time = '2011-12-31T23:55:00-05:00'
  expect(formatLocalTime(time, 'en')).toBe('31 Dec 2011, 23:55')
  expect(formatLocalTime(time, 'zh')).toBe('2011年12月31日 23:55')
  expect(formatLocalTime('2011-01-01T00:05:00+08:00', 'en')).toBe('1 Jan 2011, 00:05')
})

it('writes days as a range', () => {
  expect(formatDays('2011-07-01', '2011-08-01', 'en')).toMatch(/^1\s?–\s?31 Jul 2011$/)
  expect(formatDays('2011-07-01', '2011-07-02', 'en')).toBe('1 Jul 2011')
  expect(formatDays('2011-07-01', '2011-07-02', 'zh')).toBe('2011年7月1日')
  expect(formatDays('2011-07-01', '2011-08-01', 'zh')).toBe('2011年7月1日—31日')
  expect(formatDays('2011-07-01', '2011-09-01', 'zh')).toBe('2011年7月1日—8月31日')
  expect(formatDays('2011-07-01', '2012-02-01', 'zh')).toBe('2011年7月1日—2012年1月31日')
})

it('writes the time that a day has reached, up to its end', () => {
  expect(clockOf('2011-12-31T23:55:00-05:00')).toBe('23:55')
  expect(clockOf('2012-01-01T00:00:00-05:00')).toBe('24:00')
})

it('says how long ago', () => {
  const now = new Date('2012-01-01T00:00:00Z')
  expect(formatAgo('2011-12-31T23:57:30Z', now, 'en')).toBe('2 minutes ago')
  expect(formatAgo('2011-12-30T00:00:00Z', now, 'zh')).toBe('前天')
  expect(formatAgo('2012-01-01T00:00:00Z', now, 'en')).toBe('now')
  expect(formatAgo('2012-01-01T00:00:09Z', now, 'en')).toBe('now')
})

it('writes numbers so that they can be read', () => {
  expect(formatCount(58251, 'en')).toBe('58,251')
  expect(formatSeconds(1.25, 'en')).toBe('1.3')
  expect(formatSeconds(125.4, 'zh')).toBe('125')
})

it('says everything in both languages', () => {
  expect(Object.keys(MESSAGES.zh)).toEqual(Object.keys(MESSAGES.en))
})
