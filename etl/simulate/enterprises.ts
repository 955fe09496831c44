import type { City } from '../../sql/model/city.ts'
import { insideQuotes, type PhraseCollector } from './phrases.ts'

/** An enterprise of the pack's list. Texts are numbers of phrases. */
export interface Enterprise {
  code: number
  zh: number
  en: number
}

/**
 * Whom complaints about a category of level 2 name, by code of the pack, the most named first: those
 * who run the city's utilities and transport, and platforms, shops and landlords. Assumed.
 */
const NAMED: Record<string, readonly string[]> = {
  '0201': ['yuedong-fitness', 'yunbin-hair', 'fuzhuang-beauty', 'qingshi-yoga', 'yueji-membership'],
  '0202': ['kuaicheng-mall', 'lujiao-group-buy', 'xinghe-go', 'wanguo-select', 'qingyou-resale'],
  '0204': ['zaohuoji-restaurants', 'hemiao-catering', 'yunchu-meals'],
  '0205': ['feiyan-delivery', 'xiaotuo-errands'],
  '0208': ['shenglang-live', 'lingdian-games', 'shiguang-video'],
  '0210': ['jingyan-decoration'],
  '0211': ['jingguoyuan-supermarkets', 'manting-supermarkets', 'linlin-convenience'],
  '0301': ['heating-group', 'energy-holding'],
  '0302': ['public-transport-group'],
  '0303': ['yima-express', 'beiyan-parcel', 'lankuang-express', 'hongtu-logistics'],
  '0304': ['waterworks-group'],
  '0305': ['state-grid-beijing'],
  '0306': ['china-mobile-beijing', 'china-unicom-beijing', 'china-telecom-beijing'],
  '0307': ['heating-group', 'energy-holding'],
  '0308': ['beijing-subway'],
  '0309': ['gas-group'],
  '0310': ['china-unicom-beijing', 'china-telecom-beijing', 'china-mobile-beijing'],
  '0311': ['state-grid-beijing', 'gas-group', 'waterworks-group'],
  '0313': ['lingui-lockers'],
  '0314': ['transit-card'],
  '0316': ['china-railway-beijing'],
  '0317': ['china-tower-beijing', 'china-unicom-beijing'],
  '0318': ['china-post-beijing'],
  '0319': ['gehua-media'],
  '0401': ['ruiting-property', 'helin-property', 'jiashu-property', 'wanyan-property'],
  '0402': ['fengwo-apartments', 'jingyue-lettings', 'nuanchao-apartments'],
  '0405': ['helin-property', 'ruiting-property', 'wanyan-property', 'jiashu-property'],
  '0414': ['anjiali-realty', 'jingyue-lettings'],
  '0605': ['drainage-group'],
  '0706': ['shuntu-rides', 'zhixing-cars'],
  '0707': ['ludou-bikes', 'xiaofeng-bikes'],
  '0712': ['public-transport-group'],
  '1001': ['qihang-star-tutoring', 'xiaowutong-tutoring', 'zhiliao-classroom'],
  '1201': ['environment-sanitation-group'],
  '1601': ['yuedong-fitness', 'qingshi-yoga', 'xuelu-skiing'],
  '1602': ['youlu-travel', 'xingzhe-holidays'],
  '1603': ['gulou-tickets'],
}

/** Those of the pack's enterprises whom complaints about a category of level 2 name. */
export function enterprisesOf(city: City, topic: string, phrases: PhraseCollector): Enterprise[] {
  return (NAMED[topic] ?? []).flatMap((code) => {
    const found = city.enterprises.find((enterprise) => enterprise.code === code)
    if (!found) return []
    return {
      code: phrases.add(code),
      zh: phrases.add(insideQuotes(found.names.zh)),
      en: phrases.add(insideQuotes(found.names.en)),
    }
  })
}
