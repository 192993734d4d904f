"""Names of persons, found by the words around them; a doubtful word is taken for no name."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.checks import Violation, check, site_check, text_check
from generator.checks.privacy._published import on_pages
from generator.checks.records import every, lines_of
from generator.checks.signs import LONG_NUMBER
from generator.core.record import FieldName, Record
from generator.model.book import Book
from generator.model.project import Project
from generator.model.report import Interview, Role, Survey
from generator.model.selfeval import SheetEntry

# Surnames that are no common word of such papers; with an explicit “联系人：” the others count as well.
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范"
    "姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龙段雷钱汤尹黎贺赖龚史陶洪倪莫翁阮柳岳梅庄樊耿裴俞柏聂芦焦柯霍鲍欧祝毕瞿褚翟覃辛卞屈"
    "穆饶蒙佘蓝葛詹靳臧甄嵇邢滕骆匡缪桂娄巫鄢"
)
OTHERS = frozenset(
    "高马于程任石方江白孟金万邱严牛尚温易安常武乔文施向华古季尤齐康伍左关路祁毛包单项应管党成甘计连盛车房童宁时全殷费卫"
    "凌苗申尧冷殷游池边容沙甄展涂仇麦米桑凤闫肖付简"
)
DOUBLE = re.findall(
    r"\w+",
    """
    欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 端木 南宫 夏侯 独孤 呼延
    """,
)
GIVEN = frozenset(
    "一三四五六佑升荫骢翀小明大伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超兰霞平刚桂文辉玲华红建国志永玉春梅海波宁燕云凤琴晓燕东宏飞林"
    "鹏浩宇轩子涵欣怡梓博雨泽思佳嘉雪慧莉婷颖琳萍倩洁蓉薇瑞丹璐莹晨阳旭峰岩斌彬俊毅龙凯健康胜利德福贵祥荣庆忠义仁"
    "礼智信诚良善爱惠珍珠宝金银玉琪瑶璇琼瑾瑜珊珂露冰雯霖震雷霆天地乾坤光亮辰星月日晶昊昌昱景晴曦朝晖江河湖溪泉源清澄"
    "洪涌润淑湘渊滨澜瀚沛沁泓松柏杨柳桐楠桦枫梁柱栋森竹菊荷莲芬芝芸芷苗苏茹茜荔莎菁菲萌葵蓓蕾薇兴盛旺发成功业学友"
    "生民才立新正直刚坚贞定安宁和顺喜乐悦欢怀仲伯叔季元亨启开创先进前世代传绪承继宗祖耀显达远航帆舟舰驰骏骥马虎豹彪鹤雁"
    "鸿鹏鹰翔翼羽飞腾跃跃豪杰雄英武威振奋力克炎焱炜烨煜灿燃煌钢铁铭锋锐钧钰铮鑫淼磊垚晟然若如思想念恩慈孝廉"
    "谦谨诗书琴画墨砚笔章彦哲睿颂韵律音妍姝婉媛嫣娇妮婧婕姗姣姿娅娥婵嫦秋冬夏春南西北中少幼伶俐可卉向菲骁冀培增士树根"
    "水木火土全有余富裕满堂庭家邦卫军兵帅尧舜禹汤君臣相侠仙佛圣贤尚希望盼美丽凡尘心悠然非晋秦楚齐鲁豫皖赣闽粤川蜀滇黔京"
    "沪津渝迪艺术声斯诺亚伦尔丰守保合同连常绍绮纯纲维绵继缨联聪胤致舒航艾芮苑茂范荣莘菡萱葆蔚蕊薪蓝藻衡裕赟超越趣路辅迅"
    "逸遥道邵郁都酉钊锦镇长闯闻阔陆隽雅雁霄青靖静韬顶项顺颜风馨骅魁鲲麒麟黎齐龄"
)
# Given names never hold these: the ends of bodies, groups, roles and things.
NEVER = frozenset(
    "区县市省镇乡村街局处科室部委办组队站所院校厅会馆店场厂司团社户位者员客众主机商工具体系统案额项目的了在等为是及与和或"
    "度量率期间时次件套台项款费用账物料方法式类型级层面点线网平台务管理服单费件融党政警检测验收审核评估况质效政策制长镇"
)
WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    安全 文明 文化 文物 平安 高明 高新 高远 高雅 金山 金华 金水 金海 张江 江南 江东 江海 江北 江宁 江阳 方正 万达
    万里 万一 万元 华东 华南 华中 华北 白云 黄山 黄河 黄海 黄浦 杨浦 徐汇 徐州 长宁 温州 常州 常德 常青 常年 常规
    齐全 严明 严谨 严正 康复 康健 康达 武汉 武夷 成功 成立 成果 任何 任意 何时 何地 于是 关联 关心 关爱 江苏 江西
    石家庄 石油 马鞍山 路南 路北 连江 连城 林业 林木 林地 林海 汪洋 田园 田地 田林 余姚 余杭 钱江 钱塘 钟山 秦淮
    秦岭 孔子 孟子 周年 周边 周刊 周期 周六 周日 周一 周三 周四 周五 段落 曾经 许可 许多 洪水 洪泽 洪涝 夏季 夏天
    夏令营 梅花 梅雨 柳州 柳树 岳阳 岳麓 陶瓷 雷电 雷雨 龙华 龙江 龙岩 龙泉 毕业 毕业生 祝福 包容 简易 安康 安定
    安心 应城 施行 易地 向阳 左右 单一 单元 管线 时长 全国 全市 全天 全体 全员 全年 边远 华为 华侨 华联 申请 游泳
    东方 东方红 胡同 古文 古树 米兰 容量 成年 成人 常务 成都 宁波 蓝天 蓝光 董事 董事长 汤山 黎明 黎族 苏州 苏南
    苏北 蒙古 蒙古族 唐山 韩国 宋代 辛苦 祁连 祁连山 沙河 沙洋 康养 方达 高才 高龄 高中 高中生 高原 高峰 马路 文体
    文学 文艺 文史 文旅 文中 卫生 关中 关于 房东 房山 房地产 计生 计时 计量 连续 项城 石化 石林 游乐 边境 盛世 尚可
    尚未 展示 展览 展馆 单独 全程 全天候 常态 常识 金属 金银 金顶 应时 应用 应有 应得 应家 常有 常见 方可 方才 方能
    万人 万家 白天 白银 白山 申康 安家 安乐 安信 华山 华信 华润 华夏 江山 江河 江湖 江心 文山 易水 许昌 夏津 彭水
    彭泽 黎平 罗平 陆良 陆丰 梁平 邹平 罗源 罗定 沈阳 洪江 洪湖 龙海 岳西 贺兰 侯马 徐水 徐闻 吴江 吴忠 吴川 吴中
    吴兴 黄梅 黄平 黄龙 黄岩 周宁 林西 唐河 余江 钟祥 汪清 田东 田阳 孟津 秦安 庄河 桂平 桂东 桂阳 巫溪 饶平 柳江
    柳林 林芝 张北 单元长 高级
    """,
    )
)


HAN = "\u4e00-\u9fff"
BARRED = "".join(sorted(NEVER))
FAMILY = "(?:" + "|".join(DOUBLE) + "|[" + "".join(sorted(SURNAMES | OTHERS)) + "])"
WHOLE = rf"{FAMILY}(?:(?![{BARRED}])[{HAN}]){{1,2}}"
POSTS = (
    "主任|副主任|处长|副处长|科长|副科长|局长|副局长|经理|书记|部长|校长|院长|所长|会计|老师|教授|博士|先生|女士|同志|主席|秘书长|"
    "工程师|会计师|研究员|科员"
)
ROLES = f"{POSTS}|负责人|经办人|经理|组长|专员|总监|人员"
LABELS = (
    "联系人|联络人|填报人|填表人|制表人|经办人|承办人|责任人|负责人|审核人|复核人|申报人|申请人|受访人|受访者|访谈人|被访谈人|访谈对象|"
    "主评人|项目经理|组长|组员|调研员|联络员|驻村书记|户主|患者|监护人|法定代表人|法人代表|姓名"
)
END = rf"(?=$|[^{HAN}\w]|[\d ]|等|负责|牵头|带队|主持|同志|先生|女士)"
LEFT = rf"(?:(?<![{HAN}A-Za-z])|(?<=[由与和向请为及]))"
AFTERWARDS = "等|座谈|介绍|负责|沟通|交流|带队|主持|表示|反映|签字"
COLON = re.compile(rf"(?:{LABELS})(?:\([^)]{{1,12}}\))? ?: ?(?P<name>{WHOLE}){END}")
DIRECT = re.compile(rf"(?:{LABELS}|{POSTS}) ?(?P<name>{WHOLE}){END}")
WITH_POST = re.compile(rf"{LEFT}(?P<name>{WHOLE}) ?\((?:[^()]{{0,12}}(?:{ROLES})|男|女)[, )]")
CALLED = re.compile(
    rf"{LEFT}(?P<name>[{''.join(sorted(SURNAMES))}]|{'|'.join(DOUBLE)})(?:{POSTS})(?:(?![{HAN}])|(?={AFTERWARDS}))"
)
DOES = re.compile(
    rf"由 ?(?P<name>{WHOLE})(?:等[0-9]*人?|同志|先生|女士|)(?:负责|牵头|跟进|督办|落实|整改|对接|带队|主持)"
)
LINE = r"\(?0[0-9]{2,3}\)?[ \-]?[2-8][0-9]{6}|1[3-9][0-9]{9}"
WITH_PHONE = re.compile(rf"{LEFT}(?P<name>{WHOLE})[ ,:(]{{0,3}}(?:电话|手机|联系方式|{LINE})")
GATE = re.compile(rf"人|者|{POSTS}|[组户]|姓名|由|[0-9]{{7}}|电话|手机|联系方式|\(|（|[师员象]")
BLANK = "[ \u3000\u00a0]?"
FOUND_BY = (
    re.compile(rf"(?:{LABELS}|{POSTS})(?:[（(][^)）]{{1,12}}[)）])?{BLANK}[:：]?{BLANK}{FAMILY}"),
    *(re.compile(rf"{opened}(?:[^()（）]{{0,12}}(?:{ROLES})|男|女)[, )，）\u3000\u00a0]") for opened in (r"\(", "（")),
    re.compile(rf"[{''.join(sorted(SURNAMES.union(*DOUBLE)))}](?:{POSTS})"),
    re.compile(rf"由{BLANK}{FAMILY}"),
    *map(re.compile, ("电话", "手机", "联系方式")),
    LONG_NUMBER,
)
AS_HALF = str.maketrans("：（），；　\u00a0", ":(),;  ")


class Person(NamedTuple):
    """Name of a person as it may be shown, and where it ends."""

    shown: str
    end: int


def masked(name: str) -> str:
    """Return a name with all but the surname covered."""
    head = 2 if name[:2] in DOUBLE else 1
    return name[:head] + "*" * max(1, len(name) - head)


def _is_name(word: str, *, sure: bool = False) -> bool:
    """Return whether a word is a name: surname and given name of one or two characters; `sure` by a label."""
    if word in WORDS:
        return False
    family = word[:2] if word[:2] in DOUBLE and len(word) > 2 else word[:1]
    given = word[len(family) :]
    if not 1 <= len(given) <= 2 or NEVER & set(given):
        return False
    if sure:
        return family in SURNAMES or family in OTHERS or family in DOUBLE
    return (family in SURNAMES or family in DOUBLE or len(given) == 2) and all(sign in GIVEN for sign in given)


def named(text: str) -> Iterator[Person]:
    """Yield the persons a text names, each once, in the order of their places."""
    if not GATE.search(text):
        return
    text = text.translate(AS_HALF)
    seen: set[int] = set()
    for pattern, sure in ((COLON, True), (DIRECT, False), (WITH_POST, False), (DOES, False), (WITH_PHONE, False)):
        for match in pattern.finditer(text):
            if match.start("name") not in seen and _is_name(match["name"], sure=sure):
                seen.add(match.start("name"))
                yield Person(masked(match["name"]), match.end("name"))
    for match in CALLED.finditer(text):
        if match.start("name") not in seen:
            yield Person(match[0], match.end())


NAME_SEPARATOR = re.compile(r"[、,;/ ]+")
NAME_TAIL = re.compile(r"(?:等[0-9一二三四五六七八九十]*[人名位]?|同志|先生|女士)$")
BRACKETED_NOTE = re.compile(r"\([^()]*\)")
BODY = re.compile(r"公司|集团|中心|事务所|单位|[局处科室委厅院校]")  # a list of bodies may hold short names of bodies
PERSONAL = re.compile(r"联系人|联络人|填报人|填表人|制表人|经办人|负责人|审核人|责任人|申报人")
NOUNS: tuple[type[Record], ...] = (Project, Interview, Role, Survey, SheetEntry)


@text_check("个人姓名", "警告", reviewed=True, triggers=FOUND_BY)
def person_name(text: str) -> Iterator[str]:
    """公开的内容里不写个人姓名：访谈对象、职责分工、责任单位、问卷对象只写职务和单位，联系人、填报人、负责人不写姓名。"""
    return (_name_text(person.shown) for person in named(text))


@check.part_of(person_name)
def person_name_as_role(project: Project) -> Iterator[Violation]:
    for record in (record for noun in NOUNS for record in every(noun, project)):
        for field, text in _role_fields(record):
            for name in _bare_names(text):
                yield record, field, _name_text(masked(name))


@site_check.part_of(person_name)
def person_name_on_pages(book: Book) -> Iterator[Violation]:
    return on_pages(book, person_name)


def _role_fields(record: Record) -> Iterator[tuple[FieldName, str]]:
    """Yield the fields that tell who, each to be filled with a role or a body."""
    match record:
        case Interview():
            yield "who", record.who
        case Role():
            yield "role", record.role
            yield "body", record.body
        case Survey():
            yield "group", record.group
        case Project():
            yield from ((place, line) for _, place, line in lines_of(record, "responsible"))
        case SheetEntry() if PERSONAL.search(record.name):
            yield "text", record.text


def _bare_names(text: str) -> Iterator[str]:
    """Yield the names in a field that holds nothing but names."""
    text = BRACKETED_NOTE.sub("", text.translate(AS_HALF))
    if BODY.search(text):
        return
    for part in NAME_SEPARATOR.split(text):
        if _is_name(word := NAME_TAIL.sub("", part)):
            yield word


def _name_text(shown: str) -> str:
    return f"写有个人姓名“{shown}”，不能公开，请改写为职务或单位"
