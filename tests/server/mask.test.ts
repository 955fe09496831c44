import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskText } from '../../server/mask.ts'

describe('what names or reaches a person is masked', () => {
  it.each([
    // phones
    ['市民来电13812345678反映噪音', '市民来电***反映噪音'],
    ['手机138 1234 5678', '手机***'],
    ['手机：138-1234-5678。', '手机：***。'],
    ['请拨+86 13912345678联系', '请拨***联系'],
    ['１３８１２３４５６７８打不通', '***打不通'],
    ['手机号是 138.1234.5678', '手机号是 ***'],
    ['手机一三八零零一三八零零零', '手机***'],
    ['座机010-88886666转801', '座机***'],
    ['物业0755 8433 2211无人接听', '物业***无人接听'],
    ['（0755）84332211', '***'],
    ['联系电话：88886666', '联系电话：***'],
    ['Call me at 617-555-0142 please', 'Call me at *** please'],
    ['phone (617) 635-4500', 'phone ***'],
    ['Tel# 617- 635-4950', 'Tel# ***'],
    ['+1 617.635.4500', '***'],
    ['reach 6176354500 after 5pm', 'reach *** after 5pm'],
    ['my cell is 635-4500', 'my cell is ***'],
    // addresses and accounts on the net
    ['邮箱zhang.san@qq.com请回复', '邮箱***请回复'],
    ['write to jane_doe+311@cityofboston.gov.', 'write to ***.'],
    ['加微信号zhangsan_1990处理', '加微信号***处理'],
    ['QQ：12345678', 'QQ：***'],
    // numbers of people
    ['身份证110101199003077758', '身份证***'],
    ['身份证号码44030719851212001X', '身份证号码***'],
    ['护照号码 E12345678', '护照号码 ***'],
    ['旧证 110101900307775', '旧证 ***'],
    ['SSN 123-45-6789', 'SSN ***'],
    ['卡号6222021234567890123被扣', '卡号***被扣'],
    ['6222 0212 3456 7890 123', '***'],
    ['card 4111-1111-1111-1111', 'card ***'],
    // plates
    ['车牌粤B12345占道', '车牌***占道'],
    ['京A·D12345 (新能源)', '*** (新能源)'],
    ['粤B1234警停在路口', '***停在路口'],
    ['abandoned car, MA plate 4AB 123', 'abandoned car, MA plate ***'],
    ['License plate #: 123XYZ', 'License plate #: ***'],
    // names
    ['我叫王小明，住在坪山', '我叫***，住在坪山'],
    ['我叫王明住在坪山', '我叫***住在坪山'],
    ['联系人：李四，电话另告', '联系人：***，电话另告'],
    ['姓名 欧阳娜娜', '姓名 ***'],
    ['市民张先生反映', '市民***先生反映'],
    ['陈小红女士来电', '***女士来电'],
    ['本人赵六，身份证遗失', '本人***，身份证遗失'],
    ['Please ask for Mrs. Jane Smith', 'Please ask for Mrs. ***'],
    ["Mr. O'Brien called", 'Mr. *** called'],
    ['My name is John Q Public', 'My name is *** Q Public'],
    // doors
    ['阳光花园3栋2单元501室漏水', '阳光花园3栋***漏水'],
    ['5号楼1203停水', '5号楼***停水'],
    ['住在1203室', '住在***'],
    ['住址：马家堡西里28号院5号楼1门302', '住址：马家堡西里28号院5号楼1门***'],
    ['大水湾82-3号302房', '大水湾82-3号***'],
    ['No heat at 12 Main St Apt 4B', 'No heat at 12 Main St Apt ***'],
    ['12 Main St, Unit #302', '12 Main St, Unit #***'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })
})

describe('what a complaint cannot be understood without stays', () => {
  it.each([
    '2018-06-30 23:59:59 受理，20180630 派单',
    'Case Closed Wed Jul 06 08:23:41 EDT 2011 PWDx Completed',
    'opened 07/01/2011 14:30, closed 2011-07-02',
    '08-15-2011',
    '工单编号20180630123456789',
    '编号 DH20180630000123',
    'Case 101000295613 resolved',
    'Ticket 6512191111 was issued',
    'Replace defective LED unit 6/30/11',
    "next to construction unit. 2'x2'",
    'checked the plates at 2121 Washington St',
    '拖欠工资15000000000元，约138万',
    'fee of $1,234.56 and 617 dollars',
    '欠款3200000000元',
    '坪山大道2007号创新广场B座',
    '阳光花园3栋电梯故障',
    '小区约300户居民停水',
    '请拨打12345或110，客服热线400-820-8820',
    '2018年6月30日，第3门2018号，合同号：20191012-0087',
    '工单号：2018-0630-000123；办结时间：2018/07/01 10:23',
    '100 City Hall Sq Boston MA 02201-1234',
    '1-3 Beacon St; 450-452 Shawmut Ave',
    'Intersection of Mass Ave & Dr. Martin Luther King Jr Blvd, Dorchester',
    'Request for pothole repair at 1525 Washington St, 3 ft wide, 200-300 lbs',
    '反映高压线过低，希望先生产后检修',
    '投诉人表示公司没有答复',
    '纬度42.3594123456，经度-71.0587123456',
  ])('%s', (text) => {
    expect(maskText(text)).toBe(text)
  })
})

it('leaves no phone, identity number or e-mail whole, whatever the text and the spelling', () => {
  const digits = (length: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
  const mobile = fc
    .tuple(fc.constantFrom('3', '5', '8', '9'), digits(9), fc.constantFrom('', ' ', '-'))
    .map(([second, rest, by]) => [`1${second}${rest[0]}`, rest.slice(1, 5), rest.slice(5)].join(by))
  const identity = fc
    .tuple(fc.constantFrom('110105', '440310', '310115'), digits(3), fc.constantFrom('X', '7'))
    .map(([region, rest, last]) => `${region}19880229${rest}${last}`)
  const mail = fc
    .tuple(
      fc.stringMatching(/^[a-z][a-z0-9._-]{0,10}[a-z0-9]$/),
      fc.constantFrom('qq.com', 'mail.gov.cn'),
    )
    .map(([name, host]) => `${name}@${host}`)
  const around = fc.constantFrom(
    '市民来电',
    '，请回电',
    ' call ',
    '。',
    '（',
    '\n',
    '联系电话：',
    '',
  )
  fc.assert(
    fc.property(around, fc.oneof(mobile, identity, mail), around, (before, secret, after) => {
      expect(maskText(before + secret + after)).not.toContain(secret)
    }),
  )
})

it('masks whatever stands around it, and again changes nothing', () => {
  for (const around of ['', ' ', '，', 'a', '号', '\n']) {
    const masked = maskText(`${around}13812345678${around}`)
    expect(masked).not.toContain('1381234')
    expect(maskText(masked)).toBe(masked)
  }
})

it('stays quick on long hostile texts', () => {
  for (const piece of ['1', '王', '138 ', 'a@', 'a', ' ', 'plate ', '电话 ', '1-', 'Mr ']) {
    expect(typeof maskText(piece.repeat(100_000))).toBe('string')
  }
})

it.each([
  ['call +44 20 7946 0958 now', 'call *** now'],
  ['07700 900123', '***'],
  ['请拨打65128888', '请拨打***'],
  ['6512-8888', '***'],
  ['010-12345678', '***'],
  ['写信到 bob@例子.中国', '写信到 ***'],
  ['from 192.168.1.10', 'from ***'],
  ['the seasons 2010-2011', 'the seasons 2010-2011'],
  ['zip 02108-1234', 'zip 02108-1234'],
  ['in front of 4238-4244 washington street', 'in front of 4238-4244 washington street'],
  ['meters 001 002 003 004', 'meters 001 002 003 004'],
])('%s', (text, masked) => {
  expect(maskText(text)).toBe(masked)
})
