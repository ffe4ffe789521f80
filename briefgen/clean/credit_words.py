"""The words of credit lines in many languages: agencies, lead-ins, tails, licences; data only."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.model.credit import CreditKind

__all__ = [
    "AGENCIES",
    "KINDS",
    "KIND_ORDER",
    "KOREAN_FAMILIES",
    "LEADS",
    "LEAD_MARKS",
    "NOTES",
    "NO_NAMES",
    "ORGANISATION_COMPOUNDS",
    "ORGANISATION_ENDINGS",
    "ORGANISATION_WORDS",
    "OUTLETS",
    "PARTICLES",
    "PERSON_TITLES",
    "PRESS_OFFICES",
    "PRESS_OPENERS",
    "PRESS_WORDS",
    "RESELLERS",
    "STATE_AGENCIES",
    "SUFFIXES",
    "TRAILING_KINDS",
    "WEAK_LEADS",
]


def _table(text: str) -> Mapping[str, tuple[str, ...]]:
    """Read rows of "Name = form | form"; an indented line goes on with the row above."""
    rows = text.strip().replace("\n    ", " ").splitlines()
    pairs = (row.partition(" = ") for row in rows)
    return MappingProxyType(
        {name: tuple(f.strip() for f in forms.split("|") if f.strip()) for name, _, forms in pairs}
    )


# The form an agency is known by -> the other forms it is written in. Case, a leading "the" and
# the words photo, images, wire after it never matter.
AGENCIES: Final = _table(
    """
AA = Anadolu | Anadolu Agency | Anadolu Ajansı | الأناضول | وكالة الأناضول
AAP = Australian Associated Press | AAP Image
AFP = Agence France-Presse | Agence France Presse | АФП | ＡＦＰ | AFP時事 | AFP＝時事 | AFP=時事 |
    法新社 | 法新社照片 | أ ف ب | أ.ف.ب | ا ف ب | فرانس برس |
    وكالة فرانس برس | الفرنسية | एएफपी | AFP
    Photos | AFP Forum | AFP-Jiji
AGERPRES
Adobe Stock = AdobeStock | stock.adobe.com
Alamy = Alamy Stock Photo | Alamy Live News | Alamy/Cordon Press
ANI
ANP = Algemeen Nederlands Persbureau | ANP Foto | ANP/HH | Hollandse Hoogte
ANSA = Agenzia ANSA
Antara = Antara Foto | ANTARA FOTO
AP = Associated Press | The Associated Press | A.P. | ＡＰ | АП | AP通信 |
    AP연합뉴스 | AP 연합뉴스 |
    AP뉴시스 | 美联社 | 美聯社 | أ ب | أ.ب | أسوشيتد برس | اسوشيتد برس | एपी
APA = APA-Images | APA PictureDesk | Austria Presse Agentur | apa-fotoservice
Avalon
BELGA = Belga
Bloomberg = Bloomberg News | 彭博 | 彭博社 | ブルームバーグ
CNS = 中新社 | 中新网 | China News Service | 中国新闻社
CNA = 中央社
The Canadian Press = Canadian Press | La Presse canadienne | La Presse Canadienne | CP
    Images
ČTK = CTK | ČTK Foto
ddp = ddp images
dpa = Deutsche Presse-Agentur | dpa-Bildfunk | dpa-tmn | dpa-infocom | dpa-Zentralbild | dpa
    Picture-Alliance | د ب أ | الألمانية
EFE = Agencia EFE | EFE/EPA | 埃菲社
EPA = European Pressphoto Agency | ЕПА | EPA Images
EPA-EFE = EPA/EFE | EPA-EFE/REX
epd
Europa Press = Europapress
Eyevine
Getty Images = Getty | GettyImages | Getty Image | ゲッティ | ゲッティイメージズ |
    ゲッティ＝共同 | 게티이미지 |
    게티이미지뱅크 | 盖蒂图片社 | 盖蒂 | غيتي | غيتي إيميجز | جيتي | גטי | גטי אימג'ס | גטי אימג׳ס
HINA
Imago = IMAGO Images | imago/
InterPressNews
Interfax = Интерфакс
IRNA = ایرنا
iStock = iStockphoto | iStock by Getty Images
Jiji Press = Jiji | 時事通信 | 時事通信社 | 時事
KCNA = Korean Central News Agency | North Korea's official Korean Central News Agency |
    조선중앙통신 | 朝鲜中央通讯社 | 朝鲜中央社 | 朝中社 | 朝鮮中央通信 | ЦТАК |
    وكالة الأنباء المركزية الكورية
KNS = Korea News Service
Keystone = KEYSTONE-SDA | Keystone-SDA
Kyodo = Kyodo News | 共同 | 共同通信 | 共同通信社 | 共同社 | 교도
LaPresse
Lehtikuva
Lusa = Agência Lusa
Magnum Photos = Magnum
Maxar Technologies = Maxar
MTI
NASA = НАСА | ناسا
Newscom
Newsis = 뉴시스
News1 = 뉴스1
NTB = NTB Scanpix
NurPhoto = Nur Photo
PA = PA Media | PA Wire | PA Images | Press Association | PA Archive
PAP = Polska Agencja Prasowa
Pexels
Picture Alliance = picture-alliance | Picture Alliance/dpa
Pixabay
Planet Labs PBC = Planet Labs | Planet Labs Inc.
PTI = Press Trust of India | पीटीआई
Reuters = Thomson Reuters | ロイター | ロイター通信 | 로이터 | 로이터연합뉴스 | 路透 | 路透社 |
    رويترز | Рейтер |
    Рейтерс | रॉयटर्स | רויטרס | Ρόιτερς
REX = Rex Features
RIA Novosti = РИА Новости | РИА «Новости» | ريا نوفوستي
Ritzau Scanpix = Ritzau | Scanpix
Rodong Sinmun = 로동신문 | 노동신문 | 劳动新闻
Science Photo Library
Scanpix Baltics
Shutterstock = shutterstock.com | 셔터스톡
SIPA = Sipa Press | SIPA USA | Sipa USA
SOPA Images
Sputnik = Спутник | سبوتنيك
SWNS
TASS = ITAR-TASS | ТАСС | 塔斯社 | タス | تاس
TT = TT Nyhetsbyrån
Ukrinform = Укрінформ
UNIAN = УНІАН | УНИАН
Unsplash
UPI = ＵＰＩ
VNA = TTXVN
Wikimedia Commons = Wikimedia | Wikipedia | Wikicommons | ウィキメディア・コモンズ | 维基共享资源
Xinhua = Xinhua News Agency | 新华社 | 新華社 | 新华网 | 新华 | شينخوا | Синьхуа
Yonhap = Yonhap News | Yonhap News Agency | 연합뉴스 | 연합 | 聯合ニュース |
    連合ニュース | 联合社 | 韩联社 | 韓聯社 |
    يونهاب | Ёнхап
ZUMA Press = ZUMA | Zumapress | ZUMA Wire | ZUMAPRESS.com
"""
)

# Who sells others' pictures on stands after them, wherever the line names him, unless it says
# "via": 1 for a country's agency, 2 for the wider market.
RESELLERS: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("AAP", "ANP", "APA", "BELGA", "dpa", "Keystone", "Lehtikuva", "NTB"), 1),
        **dict.fromkeys(("PAP", "Ritzau Scanpix", "The Canadian Press", "TT"), 1),
        **dict.fromkeys(("Getty Images", "Picture Alliance"), 2),
    }
)

# What these hand out is the state's own picture.
STATE_AGENCIES: Final = frozenset({"KCNA", "KNS", "Rodong Sinmun"})

# Publishers and platforms whose name alone is no credit: they need a lead-in or a partner.
OUTLETS: Final = _table(
    """
BBC
CBS = CBS News
CCTV = 央视 | 央视新闻
CNN
Facebook = Фейсбук
Flickr
Instagram = 인스타그램 | Инстаграм
KBS
KCTV = 조선중앙TV | 朝鮮中央テレビ
MBC
NBC = NBC News
NHK
Telegram = Телеграм | 텔레그램
The New York Times = New York Times | NYT
The Washington Post = Washington Post
TikTok = 틱톡
Twitter = X/Twitter | 트위터 | Твиттер
Weibo = 微博
YouTube = 유튜브
"""
)

# Words that open a credit line when a mark follows ("Photo:", "Foto /", "写真＝").
LEADS: Final[Mapping[str, CreditKind | None]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("photo", "photos", "photograph", "photographs", "photography", "photographer"),
                *("photo credit", "photo credits", "photo source", "picture", "pictures"),
                *("picture credit", "image", "images", "image credit", "image credits"),
                *("image source", "credit", "credits", "copyright", "stock photo", "stock image"),
                *("foto", "fotos", "fotografie", "fotograf", "fotografin", "fotocredit"),
                *("bild", "bilder", "bildquelle", "bildrechte", "bildnachweis", "titelbild"),
                *("crédit", "crédits", "crédit photo", "crédits photo", "photographie"),
                *("crédito", "créditos", "crédito da foto", "fotografía", "fotografia", "imagen"),
                *("imagem", "immagine", "credito", "crediti", "foto di", "créditos de la foto"),
                *("beeld", "afbeelding", "kuva", "kuvat", "billede", "bilete", "fotó", "kép"),
                *(
                    "zdjęcie",
                    "fot",
                    "sursă foto",
                    "sursa foto",
                    "fotoğraf",
                    "görsel",
                    "fotoğraflar",
                ),
                *(
                    "фото",
                    "фотография",
                    "снимок",
                    "изображение",
                    "світлина",
                    "снимка",
                    "фотографія",
                ),
                *("φωτογραφία", "φωτο", "φωτό", "צילום", "תמונה", "تصوير", "الصورة", "صورة"),
                *("عکس", "تصویر", "फोटो", "तस्वीर", "छवि", "ছবি", "படம்", "ภาพ", "ảnh", "gambar"),
                *(
                    "写真",
                    "画像",
                    "写真提供",
                    "画像提供",
                    "写真クレジット",
                    "撮影",
                    "사진",
                    "사진 출처",
                ),
                *(
                    "사진출처",
                    "이미지",
                    "사진 제공",
                    "사진제공",
                    "图",
                    "圖",
                    "图片",
                    "圖片",
                    "图源",
                ),
                *("图片来源", "圖片來源", "照片", "摄影", "攝影", "isithombe", "picha", "larawan"),
                *("prentjie", "nuotr", "foto autor", "autor foto", "larawan", "hình ảnh", "ph"),
            )
        ),
        **dict.fromkeys(
            (
                *("courtesy", "photo courtesy", "photos courtesy", "image courtesy"),
                *("picture courtesy", "cortesía", "foto cortesía", "cortesia", "foto cortesia"),
                *("mit freundlicher genehmigung", "avec l'aimable autorisation"),
                *("per gentile concessione", "提供", "제공"),
            ),
            "courtesy",
        ),
        **dict.fromkeys(("handout", "handout photo", "supplied"), "handout"),
        **dict.fromkeys(("pool photo", "pool"), "pool"),
        **dict.fromkeys(
            (
                "file photo",
                "file",
                "photo d'archives",
                "foto de archivo",
                "archivfoto",
                "archivbild",
                "資料写真",
                "자료사진",
                "资料图",
            ),
            "file",
        ),
        **dict.fromkeys(
            (
                *("illustration", "photo illustration", "illustrations", "collage", "fotomontage"),
                *("ilustración", "ilustração", "ilustracja", "иллюстрация", "коллаж", "колаж"),
                *("illustrazione", "イラスト", "일러스트", "插图", "montage"),
            ),
            "illustration",
        ),
        **dict.fromkeys(
            (
                *("graphic", "grafik", "infographic", "infografik", "infographie"),
                *("infografía", "gráfico", "графика", "инфографика", "그래픽", "制图"),
            ),
            "graphic",
        ),
        **dict.fromkeys(
            (
                *("screenshot", "screengrab", "screen grab", "bildschirmfoto", "captura"),
                *("captura de pantalla", "capture d'écran", "captures d'écran", "скриншот"),
                *("скріншот", "スクリーンショット", "截图", "캡처", "screenshot by"),
            ),
            "screenshot",
        ),
        **dict.fromkeys(("satellite image", "satellite photo", "satellitenbild"), "satellite"),
    }
)

# "Source:" opens many a line that credits no photo: an agency, brackets or the page must vouch.
WEAK_LEADS: Final = frozenset(
    {
        *("source", "sources", "quelle", "quellen", "fuente", "fonte", "kaynak", "źródło", "zdroj"),
        *("источник", "джерело", "πηγή", "المصدر", "מקור", "منبع", "स्रोत", "nguồn", "出典", "출처"),
        *("来源", "來源", "bron", "kilde", "källa", "lähde", "sumber", "forrás", "sursa", "sursă"),
        *("from", "by", "by courtesy"),
    }
)

# Small words between a lead-in and the name: "Photo by", "Foto von", "Fotografía de".
LEAD_MARKS: Final = frozenset(
    {"by", "of", "from", "von", "par", "de", "di", "por", "door", "av", "af", "oleh", "bởi"}
)

# What a credit says of the picture itself, as a part of its own or at a part's end.
KINDS: Final[Mapping[str, CreditKind | None]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("file", "file photo", "file image", "file picture", "archive", "archives"),
                *("archive photo", "archiv", "archivbild", "archivfoto", "archivo", "archivio"),
                *("foto de archivo", "imagen de archivo", "foto d'archivio", "arquivo", "arkiv"),
                *("arkivfoto", "arkivbild", "archief", "archiefbeeld", "archiefoto", "архив"),
                *("архивное фото", "архів", "arşiv", "資料写真", "資料", "자료사진", "자료"),
                *("资料图", "资料图片", "资料照片", "資料照片", "أرشيف", "أرشيفية", "الأرشيف"),
                *("photo d'archives", "image d'archives", "arkisto", "archívum", "archiwum"),
            ),
            "file",
        ),
        **dict.fromkeys(
            ("pool", "pool photo", "press pool", "pool photo via", "代表撮影", "공동취재단", "пул"),
            "pool",
        ),
        **dict.fromkeys(
            (
                *("handout", "handout photo", "hand out", "hand-out", "ho", "supplied"),
                *("supplied image", "supplied photo", "hogp", "hons", "handout image"),
            ),
            "handout",
        ),
        **dict.fromkeys(("str", "stringer", "strf", "ストリンガー"), "stringer"),
        **dict.fromkeys(("staff", "staff photo", "staff photographer"), "staff"),
        **dict.fromkeys(("courtesy", "courtesy photo", "提供", "제공"), "courtesy"),
        **dict.fromkeys(("screenshot", "screengrab", "screen grab", "캡처", "截图"), "screenshot"),
        **dict.fromkeys(("satellite image", "satellite photo"), "satellite"),
        **dict.fromkeys(("illustration", "photo illustration", "montage"), "illustration"),
        **dict.fromkeys(("graphic", "grafik", "infographic"), "graphic"),
        **dict.fromkeys(
            (
                *("contributor", "symbolbild", "symbolfoto", "stock", "stock image", "uncredited"),
                *("reproduction", "repro", "montage photo", "photographer", "correspondent"),
                *("themenbild", "reproducción", "divulgação", "reprodução", "illustrasjonsfoto"),
            )
        ),
    }
)

# Kinds that may close a part without a mark: "Reuters File Photo", "Ministry handout".
TRAILING_KINDS: Final = frozenset(
    {
        *("file", "file photo", "file image", "handout", "handout photo", "hand-out", "staff"),
        *("archivbild", "archivfoto", "photo d'archives", "foto de archivo", "arkivfoto"),
        *(
            "nuotr.",
            "nuotr",
            "courtesy",
            "courtesy photo",
            "资料图",
            "资料照片",
            "자료사진",
            "أرشيفية",
        ),
    }
)

# Words that close a credit in scripts written without spaces: "山田太郎撮影", "警視庁提供".
SUFFIXES: Final[Mapping[str, CreditKind | None]] = MappingProxyType(
    {
        **dict.fromkeys(("撮影", "摄影", "攝影", "摄", "攝", "촬영")),
        **dict.fromkeys(("提供", "제공"), "courtesy"),
        **dict.fromkeys(("供图", "供圖"), "courtesy"),
    }
)

# A line has one kind: the one that tells most of who may use the picture comes first.
KIND_ORDER: Final[tuple[CreditKind, ...]] = (
    *("screenshot", "satellite", "illustration", "graphic"),
    *("handout", "pool", "courtesy", "file", "stringer", "staff"),
)

# A part holding one of these is an organisation, not a person.
ORGANISATION_WORDS: Final = frozenset(
    {
        *("courrier", "correo", "corriere", "diario", "folha", "gazeta", "giornale", "jornal"),
        *("kurier", "nachrichten", "periódico", "prensa", "revista", "rundschau", "tageblatt"),
        *("tidende", "tidning", "صحيفة", "جريدة", "مجلة", "وكالة", "газета", "журнал"),
        *(
            "academy",
            "administration",
            "agency",
            "agencies",
            "agentur",
            "air",
            "airlines",
            "archive",
        ),
        *("archives", "army", "arts", "assembly", "associates", "association", "authority", "bank"),
        *("board", "broadcasting", "bureau", "caltech", "campaign", "center", "centre", "channel"),
        *("chronicle", "church", "city", "club", "collection", "college", "command", "commission"),
        *("committee", "commons", "communications", "company", "corporation", "council", "county"),
        *(
            "courier",
            "court",
            "daily",
            "defence",
            "defense",
            "department",
            "directorate",
            "district",
        ),
        *("embassy", "energy", "europe", "express", "facebook", "federation", "films", "fire"),
        *("force", "forces", "forum", "foundation", "gallery", "gazette", "gmbh", "government"),
        *("group", "guard", "guardian", "herald", "high", "hospital", "house", "images", "inc"),
        *("independent", "institute", "institut", "international", "journal", "kremlin", "lab"),
        *("labs", "library", "limited", "llc", "ltd", "mail", "media", "mediagroup", "militär"),
        *(
            "ministerium",
            "ministry",
            "ministère",
            "ministerio",
            "ministério",
            "ministero",
            "museum",
        ),
        *("municipality", "nato", "national", "navy", "network", "news", "newspapers", "observer"),
        *("office", "organisation", "organization", "palace", "parliament", "party", "photography"),
        *(
            "photos",
            "pictures",
            "planet",
            "police",
            "policía",
            "polizei",
            "pool",
            "post",
            "presidency",
        ),
        *("president", "press", "prison", "production", "productions", "productores", "radio"),
        *("records", "region", "rescue", "review", "royal", "sarl", "school", "schule", "senate"),
        *("service", "services", "sinmun", "social", "society", "stadt", "standard", "state"),
        *("station", "street", "studio", "studios", "sun", "survey", "team", "technologies"),
        *("telegraph", "television", "theater", "theatre", "times", "tourism", "tribune", "trust"),
        *("tv", "uncredited", "union", "united", "universal", "university", "université"),
        *("universität", "verlag", "weekly", "wire", "world", "zeitung", "zoo", "gov", "noaa"),
        *("пресс-служба", "пресс-служби", "пресслужба", "министерство", "мчс", "мвд", "новости"),
        *("коммерсантъ", "правительство", "кремль", "администрация", "agencia", "agência"),
        *("ayuntamiento", "comune", "gemeente", "junta", "prefeitura", "câmara", "divulgação"),
        *("agence", "agenzia", "presidencia", "presidência", "gobierno", "governo", "mairie"),
        *("préfecture", "ville", "marine", "ejército", "exército", "universidad", "universidade"),
    }
)

# The same for scripts that write no spaces, by how the name ends.
ORGANISATION_ENDINGS: Final[tuple[str, ...]] = (
    *("新聞", "新闻", "新聞社", "通信", "通信社", "通讯社", "社", "庁", "省", "局", "部", "署"),
    *(
        "大学",
        "大學",
        "協会",
        "协会",
        "銀行",
        "银行",
        "会社",
        "公司",
        "テレビ",
        "放送",
        "政府",
        "市",
    ),
    *(
        "県",
        "都",
        "府",
        "委员会",
        "委員会",
        "研究所",
        "機構",
        "センター",
        "電力",
        "报",
        "日报",
        "网",
    ),
    *(
        "ニュース",
        "軍",
        "警察",
        "消防",
        "図書館",
        "博物館",
        "美術館",
        "基金会",
        "集团",
        "医院",
        "院",
    ),
    *("일보", "뉴스", "신문", "통신", "방송", "부", "청", "군", "시청", "도청", "대학교", "캠프"),
    *(
        "재단",
        "협회",
        "경찰",
        "공사",
        "은행",
        "그룹",
        "전자",
        "위원회",
        "연구원",
        "대통령실",
        "국회",
    ),
    *("닷컴", "미디어", "구단", "소방서", "본부", "센터", "박물관", "취재단", "엔터테인먼트"),
)

# A house of the press may open with one of these, whatever small words follow.
PRESS_OPENERS: Final = frozenset(
    {
        *("courrier", "correo", "corriere", "diario", "folha", "gazeta", "giornale", "jornal"),
        *("kurier", "nachrichten", "periódico", "prensa", "revista", "rundschau", "tageblatt"),
        *("tidende", "tidning", "صحيفة", "جريدة", "مجلة", "وكالة", "газета", "журнал"),
    }
)
# Who keeps photographers: after a name and a stroke, one of these makes the pair a credit.
PRESS_WORDS: Final = frozenset(
    {
        *("courrier", "correo", "corriere", "diario", "folha", "gazeta", "giornale", "jornal"),
        *("kurier", "nachrichten", "periódico", "prensa", "revista", "rundschau", "tageblatt"),
        *("tidende", "tidning", "صحيفة", "جريدة", "مجلة", "وكالة", "газета", "журнал"),
        *("agency", "archives", "army", "broadcasting", "bureau", "chronicle", "courier", "daily"),
        *("express", "gazette", "guardian", "herald", "images", "independent", "journal", "mail"),
        *("media", "mediagroup", "navy", "news", "newspapers", "observer", "photos", "pictures"),
        *("police", "post", "press", "radio", "review", "studio", "studios", "sun", "telegraph"),
        *("television", "times", "tribune", "tv", "weekly", "wire", "zeitung", "новости"),
    }
)

# A name holds none of these, so a line that does is a heading or a sentence.
NO_NAMES: Final = frozenset(
    {
        *("are", "be", "can", "did", "do", "does", "has", "have", "he", "his", "how", "is", "it"),
        *(
            "its",
            "it's",
            "my",
            "not",
            "our",
            "see",
            "she",
            "should",
            "that",
            "their",
            "they",
            "this",
        ),
        *("vs", "was", "we", "were", "what", "when", "who", "why", "will", "with", "you", "your"),
        *(
            "ist",
            "sind",
            "wird",
            "wie",
            "warum",
            "nicht",
            "est",
            "sont",
            "pas",
            "son",
            "está",
            "como",
        ),
    }
)

# German and its neighbours write the institution into one word.
ORGANISATION_COMPOUNDS: Final[tuple[str, ...]] = (
    *(
        "behörde",
        "feuerwehr",
        "ministerium",
        "museum",
        "polizei",
        "zeitung",
        "verwaltung",
        "rundfunk",
    ),
    *("gesellschaft", "verband", "bibliothek", "archiv", "museet", "kommun", "kommune", "politiet"),
)

# Owners that are written small.
PRESS_OFFICES: Final[tuple[str, ...]] = (
    *("пресс-служба", "пресс-центр", "прес-служба", "прес-центр", "личный архив", "архив "),
)

# Lower-case words that a name may hold.
PARTICLES: Final = frozenset(
    {
        *("a", "abu", "af", "al", "and", "at", "av", "bin", "bint", "d", "da", "das", "de", "del"),
        *("della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "et", "for", "für"),
        *("i", "ibn", "l", "la", "las", "le", "les", "los", "ob", "och", "of", "og", "on", "op"),
        *("pour", "ten", "ter", "the", "to", "und", "van", "ved", "vom", "von", "y", "zu", "zum"),
        *("zur", "и", "і", "та", "для", "&", "+", "@", "'t", "с", "в"),
    }
)

# Said before a photographer's name, never part of it.
PERSON_TITLES: Final = (
    "photographer",
    "新华社记者",
    "新華社記者",
    "本报记者",
    "记者",
    "記者",
    "기자",
)

# Family names after which a given name's second half is written small: "Jeon Heon-kyun".
KOREAN_FAMILIES: Final = frozenset(
    {
        *("ahn", "an", "bae", "baek", "byun", "cha", "chang", "cho", "choe", "choi", "chung", "go"),
        *("ha", "han", "heo", "hong", "hwang", "im", "jang", "jeon", "jeong", "ji", "jin", "jo"),
        *("joo", "ju", "jun", "jung", "kang", "kim", "ko", "koo", "kwak", "kwon", "lee", "lim"),
        *("ma", "min", "moon", "na", "nam", "no", "noh", "oh", "paik", "park", "ri", "rhee", "ryu"),
        *("seo", "seok", "shim", "shin", "sim", "sin", "so", "sohn", "son", "song", "suh", "sung"),
        *("um", "woo", "yang", "yeon", "yi", "yoo", "yoon", "yu", "yun"),
    }
)

# Legal words that follow a credit and name nobody.
NOTES: Final[tuple[str, ...]] = (
    *("all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los"),
    *("derechos reservados", "tutti i diritti riservati", "todos os direitos reservados"),
    *(
        "все права защищены",
        "無断転載禁止",
        "무단 전재",
        "무단전재",
        "版权所有",
        "used with permission",
    ),
    *("this image has been supplied", "this picture was supplied", "mandatory credit"),
    *("no resales", "no archives", "no archiving", "editorial use only", "no sales"),
    *("handout/editorial use", "not for commercial", "out mandatory", "attention editors"),
    *("this image was provided", "image has been supplied", "best quality available"),
)
