import type { ListName } from './city.ts'
import type { Labels } from './labels.ts'

/** A way to tell complaints apart (DESIGN 5.4). */
export interface Dimension {
  id: string
  names: Labels
  /** Column of `complaints`. `issue` has none: its members are named filters. */
  column: string | null
  /** A complaint may have several members, or none. */
  multiple: boolean
  /** The list of the city pack that its members come from. */
  list: ListName | null
}

const dimension = (
  id: string,
  column: string | null,
  en: string,
  zh: string,
  list: ListName | null = null,
  multiple = false,
): Dimension => ({ id, names: { en, zh }, column, multiple, list })

export const DIMENSIONS = {
  district: dimension('district', 'district', 'District', '区', 'areas'),
  subdistrict: dimension('subdistrict', 'subdistrict', 'Subdistrict', '街道乡镇', 'areas'),
  community: dimension('community', 'community', 'Community', '社区', 'areas'),
  category1: dimension('category1', 'category1', 'Category', '一级分类', 'categories'),
  category2: dimension('category2', 'category2', 'Subcategory', '二级分类', 'categories'),
  category3: dimension('category3', 'category3', 'Item', '三级分类', 'categories'),
  department: dimension('department', 'department', 'Department', '主办部门', 'departments'),
  enterprise: dimension('enterprise', 'enterprise', 'Enterprise', '企业', 'enterprises'),
  channel: dimension('channel', 'channel', 'Channel', '渠道', 'channels'),
  kind: dimension('kind', 'kind', 'Kind', '诉求类型', 'kinds'),
  handling: dimension('handling', 'handling', 'Handling', '办理方式'),
  requester: dimension('requester', 'requester', 'Requester', '诉求人'),
  deadline: dimension('deadline', 'deadline', 'Deadline class', '时限等级'),
  language: dimension('language', 'language', 'Language', '语言'),
  sector: dimension('sector', 'sector', 'Sector', '领域'),
  lifeArea: dimension('lifeArea', 'life_areas', 'Area of life', '七有', null, true),
  goodLife: dimension('goodLife', 'good_life', 'Good life', '五性', null, true),
  issue: dimension('issue', null, 'Issue', '专题', null, true),
} as const satisfies Record<string, Dimension>
export type DimensionId = keyof typeof DIMENSIONS

/** The member that stands for a blank. It is never dropped and may be filtered for. */
export const UNKNOWN = 'unknown'
