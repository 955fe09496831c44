import type { ComplaintsPage } from './contract/complaints.ts'

const MASK = '***'

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任' +
  '沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔' +
  '汤康易常樊乔赖庞兰殷施洪翟安颜倪温芦牛鲁岳葛俞章申毕聂焦齐庄柴柯祁耿裴尚纪舒屈霍詹阮童宁欧游苗娄褚项关费左甄'
const SURNAME = `(?:欧阳|上官|司马|诸葛|皇甫|令狐|慕容|司徒|端木|[${SURNAMES}])`
const HAN = '[\\u4e00-\\u9fa5]'
/** A character that more likely begins the next word than ends a given name. */
const NEXT_WORD =
  '[的是住在电来有了我你他她也要说反称系手号今身先女于和与家向就因希联投现为及，。；、]'
const GIVEN = `${HAN}(?:(?!${NEXT_WORD})${HAN})?`
/** An amount or a count: no digits of a person. */
const UNIT = '(?!\\s?(?:元|万|亿|块|平方|平米|米|公里|人|户|件|次|%|dollars))'
const PROVINCE = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]'
const DATED = '(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])'
const ID_REGION = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)'

/**
 * What is masked, in this order. Each pattern matches exactly what goes; its context stands in
 * lookarounds. They err towards masking, but for dates, amounts, case numbers (which begin with a date
 * or are short) and street addresses, without which a complaint cannot be understood.
 */
const PERSONAL: RegExp[] = [
  // e-mail addresses
  /[\w.%+-]{1,64}@[A-Za-z\d-]{1,63}(?:\.[A-Za-z\d-]{1,63}){1,5}/g,
  /[\w.%+-]{1,64}@[\p{L}\d-]{1,30}\.(?:中国|公司|网络)/gu,
  // Chinese identity numbers of 18 digits (with the date of birth) and of 15
  new RegExp(`(?<!\\d)${ID_REGION}\\d{4}\\s?${DATED}\\s?\\d{3}[\\dXx](?!\\d)`, 'g'),
  new RegExp(
    `(?<!\\d)${ID_REGION}\\d{6}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}(?!\\d)`,
    'g',
  ),
  /(?<=(?:身份证|证件)[号码为是:：\s]{0,5})\d[\dXx*]{5,17}/g,
  /(?<=(?:护照|通行证)[号码为是:：\s]{0,5})[A-Za-z]{1,2}\d{6,9}/g,
  // bank cards, in one run or in groups of four; a run that begins with a date is a case number
  new RegExp(`(?<![\\dA-Za-z])(?!${DATED})\\d{16,19}(?!\\d)`, 'g'),
  /(?<![\d-])\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1?\d{1,3})?(?![\d-])/g,
  // Chinese mobile numbers
  new RegExp(
    `(?<![\\d.])(?:(?:\\+|00)?86[-\\s]?)?1[3-9]\\d[-.\\s]?\\d{4}[-.\\s]?\\d{4}(?!\\d)${UNIT}`,
    'g',
  ),
  /[一幺][三四五六七八九][一二三四五六七八九零〇幺]{9}/g,
  // Chinese landlines with their area code, with or without an extension
  /(?<![\d.-])(?:(?:\+|00)86[-\s]?[1-9]\d{1,2}|\(?0[1-9]\d{1,2}\)?)[-\s]?[2-9]\d{2,3}[-\s]?\d{4}(?:[-转]\d{1,6})?(?!\d)/g,
  // United States phones; ten digits in one run only where the numbering plan allows them. Numbers
  // that begin with 400 or 800 are public.
  /(?<![\d.-])(?:\+?1[-.\s]?)?(?!\(?[48]00)(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[-.\s]{1,2})\d{3}[-.\s]?\d{4}(?![\d-])/g,
  new RegExp(
    `(?<![\\d.#-]|(?:ticket|case|permit|order|编号|单号)[#:：\\s]{0,2})(?![48]00)[2-9]\\d{2}[2-9]\\d{6}(?![\\d-])${UNIT}`,
    'gi',
  ),
  // phones in the international form, and British ones without it
  /(?<![\d.])\+[1-9]\d{0,2}(?:[\s().-]{0,2}\d){7,12}(?!\d)/g,
  /(?<![\d.-])0[1-9]\d{2,3}[\s-]?\d{5,6}(?!\d)/g,
  /(?<![\d.-])\(?0[1-9]\d{1,2}\)?[-\s]?\d{3,4}[-\s]?\d{4}(?![\d-])/g,
  // Chinese local numbers in two groups that are no pair of years
  /(?<=^|[\u4e00-\u9fa5：:，]\s?)(?!(?:19|20)\d{2}-(?:19|20)\d{2})[2-8]\d{3}-\d{4}(?=$|[\u4e00-\u9fa5，。；])/g,
  /(?<=(?:拨打|打|联系|回电)[^\d\n]{0,3})[2-8]\d{6,7}(?!\d)/g,
  // internet addresses
  /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g,
  /(?<=\bpassport\b[^\dA-Z\n]{0,12})[A-Z]{1,2}\d{6,9}\b/gi,
  // any number that is said to be one to call
  /(?<=(?:电话|座机|手机|联系方式|致电|号码)[^\d\n]{0,4})\d[\d\s-]{5,12}\d/g,
  /(?<=\b(?:phone|tel|cell|call|mobile)\b[^\d\n]{0,12})\d{3}[-.\s]\d{4}(?!\d)/gi,
  // United States social security numbers
  /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g,
  // number plates
  new RegExp(
    `${PROVINCE}[A-HJ-NP-Z][·•.\\s-]?(?=[A-Z]{0,5}\\d)[A-HJ-NP-Z\\d]{4,5}[A-HJ-NP-Z\\d挂学警港澳](?![A-Z\\d])`,
    'gi',
  ),
  /(?<=\bplates?\b(?:\s(?:number|no\.?|is)){0,2}[\s#:]{1,4})(?!at\b|on\b|in\b|to\b)(?=[A-Z\s-]{0,6}\d)(?:(?:MA|NH|RI|CT|NY|ME|VT)[\s-]+)?[A-Z\d]{1,4}[\s-]?[A-Z\d]{2,4}\b/gi,
  // accounts
  /(?<=(?:微信|QQ|weixin|wechat)(?:号码|号)?[为是:：\s]{0,3})[A-Za-z\d][\w-]{4,19}/gi,
  // names that are introduced
  new RegExp(
    `(?<=(?:我叫|名叫|姓名|联系人|来电人|投诉人|诉求人|反映人|申请人)[为是叫:：\\s]{0,3})${SURNAME}${GIVEN}(?!${HAN}{0,1}(?:先生|女士))`,
    'g',
  ),
  new RegExp(`(?<=我是|本人)${SURNAME}${HAN}{1,2}(?=[,，。；;、\\s(（]|电话|手机|身份证|$)`, 'g'),
  new RegExp(`${SURNAME}${HAN}{0,2}?(?=先生|女士|小姐|太太|师傅|阿姨|大爷)`, 'g'),
  /(?<=\b[Mm]y name is\s{1,3}|\b(?:[Nn]ame|[Cc]ontact(?: person)?):\s{0,3}|\b(?:Mr|Mrs|Ms|Miss)\b\.?\s{1,3})[A-Z](?:['’][A-Z])?[a-z'’-]+(?:\s{1,3}[A-Z][a-z'’-]+){0,2}/g,
  // doors: the building stays, the home goes
  /(?:[A-Za-z]?\d{1,4}|[一二三四五六七八九十]{1,3})\s?单元(?:\s?[A-Za-z]?\d{1,5})?(?:[室号房户])?/g,
  /(?<=\d[门号])[A-Za-z]?\d{3,4}(?:[室房户]|(?=[，。；、,;）)\s]|$))/g,
  /(?<=\d(?:栋|幢|座|号楼|号院)[-\s]?)[A-Za-z]?\d{3,4}(?!\d|年|元|平|米|人|户|路|弄)(?:[室号房户])?/g,
  /(?<!\d)[A-Za-z]?\d{2,5}[A-Za-z]?\s?室/g,
  /(?<![\d-])\d{1,2}-\d{1,2}-(?!(?:19|20)\d{2})\d{3,4}(?![\d-])/g,
  /(?<=\b(?:apt|apartment|unit|suite|ste)\b\.?\s?#?\s?)(?:[A-Za-z]?-?\d{1,5}[A-Za-z]?|[A-Z])\b(?![/'"-])/gi,
]

/**
 * Masks what names or reaches a person: phones, e-mails, identity and card numbers, plates, accounts,
 * names that are introduced as such, and doors. Full-width digits and letters count as plain ones.
 * It works on patterns alone, so a bare name in running text stays.
 */
export function maskText(text: string): string {
  const masked = PERSONAL.reduce(hide, text)
  return masked === text ? text : masked.replace(/\*{3}(?:\s?\*{3})+/g, MASK)
}

function hide(text: string, pattern: RegExp): string {
  let shown = ''
  let from = 0
  for (const match of halfWidth(text).matchAll(pattern)) {
    shown += text.slice(from, match.index) + MASK
    from = match.index + match[0].length
  }
  return from === 0 ? text : shown + text.slice(from)
}

/** Same length as `text`, so that positions agree. */
const halfWidth = (text: string) =>
  text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))

/** Masks the texts of a page of complaints. */
export function maskPage(page: ComplaintsPage): ComplaintsPage {
  return {
    ...page,
    complaints: page.complaints.map((complaint) => ({
      ...complaint,
      title: maskText(complaint.title),
      text: maskText(complaint.text),
      enterprise: maskText(complaint.enterprise),
      channel: maskText(complaint.channel),
    })),
  }
}

/** A note of somebody, with what it says of persons masked. */
export const maskNote = <Note extends { author: string; text: string }>(note: Note): Note => ({
  ...note,
  author: maskText(note.author),
  text: maskText(note.text),
})
