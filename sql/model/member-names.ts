import type { Labels } from './labels.ts'

/** Names of the members that every city shares: sectors, areas of life, good life (DESIGN 5.4), and closed fields. */
export const MEMBER_NAMES: Readonly<Record<string, Labels>> = {
  'urban management': { en: 'Urban management', zh: '城市管理' },
  'rural management': { en: 'Rural management', zh: '农村管理' },
  'market management': { en: 'Market management', zh: '市场管理' },
  'public safety': { en: 'Public safety', zh: '公共安全' },
  'public services': { en: 'Public services', zh: '公共服务' },
  childcare: { en: 'Childcare', zh: '幼有所育' },
  education: { en: 'Education', zh: '学有所教' },
  employment: { en: 'Employment', zh: '劳有所得' },
  'medical services': { en: 'Medical services', zh: '病有所医' },
  'elderly care': { en: 'Elderly care', zh: '老有所养' },
  housing: { en: 'Housing', zh: '住有所居' },
  'social assistance': { en: 'Social assistance', zh: '弱有所扶' },
  convenient: { en: 'Convenient', zh: '便利性' },
  comfortable: { en: 'Comfortable', zh: '宜居性' },
  'more choices': { en: 'More choices', zh: '多样性' },
  fair: { en: 'Fair', zh: '公正性' },
  safe: { en: 'Safe', zh: '安全性' },
  direct: { en: 'Answered directly', zh: '直接答复' },
  dispatched: { en: 'Dispatched', zh: '派单办理' },
  individual: { en: 'Individual', zh: '个人' },
  enterprise: { en: 'Enterprise', zh: '企业' },
}
