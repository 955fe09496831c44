import type { Area } from '../../sql/model/city.ts'
import { keyOf, unitOf } from './random.ts'

const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗'
const SURNAMES_EN =
  'Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo'.split(' ')

const title = (i: number) => i % 2 === 0
/** People as callers name themselves, Chinese and English. */
export const PEOPLE = [...SURNAMES].flatMap((zh, i) =>
  [0, 1].map((t) => ({
    zh: `${zh}${title(t) ? '女士' : '先生'}`,
    en: `${title(t) ? 'Ms' : 'Mr'} ${SURNAMES_EN[i]}`,
  })),
)

const BRANDS: readonly [zh: string, en: string][] = [
  ['万家福', 'Wanjiafu'],
  ['悦来', 'Yuelai'],
  ['康盛', 'Kangsheng'],
  ['鼎信', 'Dingxin'],
  ['瑞和', 'Ruihe'],
  ['晨曦', 'Chenxi'],
  ['安居达', 'Anjuda'],
  ['乐享', 'Lexiang'],
  ['博雅', 'Boya'],
  ['京华源', 'Jinghuayuan'],
  ['德顺', 'Deshun'],
  ['优选汇', 'Youxuanhui'],
  ['蓝海', 'Lanhai'],
  ['新启点', 'Xinqidian'],
  ['福满园', 'Fumanyuan'],
  ['智行', 'Zhixing'],
  ['嘉禾', 'Jiahe'],
  ['天润', 'Tianrun'],
  ['美邻', 'Meilin'],
  ['佳宜', 'Jiayi'],
  ['宏远', 'Hongyuan'],
  ['金穗', 'Jinsui'],
  ['尚品', 'Shangpin'],
  ['同心', 'Tongxin'],
]
const TRADES: readonly [zh: string, en: string][] = [
  ['商贸有限公司', 'Trading Co.'],
  ['物业服务有限公司', 'Property Services Co.'],
  ['健身俱乐部', 'Fitness Club'],
  ['教育咨询有限公司', 'Education Consulting Co.'],
  ['超市', 'Supermarket'],
  ['餐饮管理有限公司', 'Catering Co.'],
  ['房产经纪有限公司', 'Real Estate Agency'],
  ['家电维修部', 'Appliance Repair'],
  ['美容美发店', 'Hair and Beauty'],
  ['网络科技有限公司', 'Network Technology Co.'],
  ['装饰工程有限公司', 'Decoration Co.'],
  ['汽车服务中心', 'Car Service Centre'],
]

/** Invented companies and shops. */
export const SHOPS = BRANDS.flatMap(([zh, en]) =>
  TRADES.map(([tradeZh, tradeEn]) => ({ zh: `${zh}${tradeZh}`, en: `${en} ${tradeEn}` })),
)

const ESTATES: readonly [zh: string, en: string][] = [
  ['家园', ' Garden'],
  ['东里小区', ' East Estate'],
  ['西里小区', ' West Estate'],
  ['南里', ' South Estate'],
  ['新苑', ' New Court'],
  ['雅园', ' Elegant Court'],
  ['嘉苑', ' Jia Court'],
  ['和园', ' Harmony Court'],
  ['馨园', ' Xin Court'],
  ['佳园', ' Fine Garden'],
]
const STREETS: readonly [zh: string, en: string][] = [
  ['东路', ' East Road'],
  ['西路', ' West Road'],
  ['大街', ' Street'],
  ['南街', ' South Street'],
  ['北路', ' North Road'],
  ['中路', ' Middle Road'],
  ['农贸市场', ' Market'],
  ['社区服务站', ' Community Centre'],
]
const VILLAGES: readonly [zh: string, en: string][] = [
  ['东村', ' East Village'],
  ['西村', ' West Village'],
  ['南庄', ' South Village'],
  ['北沟村', ' Beigou Village'],
  ['新村', ' New Village'],
  ['中街', ' Middle Street'],
]

const OFFICE_ZH = /(?:街道|地区|(?:满族|回族)?[镇乡])$/
const OFFICE_EN = /\s(?:Subdistrict|Area|Town|(?:\w+\s)?(?:Ethnic\s)?Township)$/
export const isRural = (area: Area) => /[镇乡]$/.test(area.names.zh)

export const PLACES_A_SUBDISTRICT = 18

/** Places of a subdistrict: its name with parts that estates, streets and villages go by, invented. */
export function inventPlaces(area: Area, seed: number): { zh: string; en: string }[] {
  const zh = area.names.zh.replace(OFFICE_ZH, '')
  const en = area.names.en.replace(OFFICE_EN, '')
  const rural = isRural(area)
  const estates = rural ? [...VILLAGES, ...ESTATES.slice(0, 3)] : ESTATES
  return Array.from({ length: PLACES_A_SUBDISTRICT }, (_, i) => {
    const key = keyOf(seed, i, 71)
    const pick = <T>(list: readonly T[], salt: number): T =>
      list[Math.floor(unitOf(key ^ salt) * list.length)]!
    if (i % 3 === 2) {
      const [street, streetEn] = STREETS[i % STREETS.length]!
      return { zh: `${zh}${street}`, en: `${en}${streetEn}` }
    }
    const [estate, estateEn] = estates[i % estates.length]!
    const building = 1 + Math.floor(unitOf(key ^ 3) * 24)
    const door = pick([101, 203, 302, 501, 602, 1104], 11)
    const unit = 1 + Math.floor(unitOf(key ^ 5) * 4)
    if (rural && i % estates.length < VILLAGES.length) {
      const [house, houseEn] = pick(
        [
          ['', ''],
          [`${building}号院`, `, No. ${building}`],
        ] as const,
        9,
      )
      return { zh: `${zh}${estate}${house}`, en: `${en}${estateEn}${houseEn}` }
    }
    const [more, moreEn] = pick(
      [
        ['', ''],
        [`${building}号楼`, `, Building ${building}`],
        [`${building}号楼${unit}单元`, `, Building ${building}`],
        [`${building}号楼${unit}单元${door}室`, `, Building ${building}, Apt ${door}`],
      ] as const,
      9,
    )
    return { zh: `${zh}${estate}${more}`, en: `${en}${estateEn}${moreEn}` }
  })
}
