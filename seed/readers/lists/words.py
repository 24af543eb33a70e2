"""Words of suppliers' lists in English, Korean and German. A word is compared without case, blanks and punctuation."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from gettext import translation

import pycountry

from rules.vocabulary import CompositionKind, InputRole, ItemKind, Mineral, ProcessKind, Unit

PUNCTUATION = re.compile(r"[\s_\-./#:*,·‐-―]+")


@lru_cache(65_536)
def plain(text: str) -> str:
    """The word as it is compared; `㎏` is `kg`, full width is narrow."""
    return PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).casefold())


def _table(words: Mapping[str, str]) -> dict[str, str]:
    """Each of the words, which blanks divide, to its name."""
    return {plain(word): name for name, text in words.items() for word in text.split()}


FIELDS = _table(
    {
        "lot": "lot batch charge los ourlot lotbatch batchlot 로트 롯트 배치 제조번호 chargennummer chargennr losnummer losnr",
        "serial": "serial sn serien seriennummer seriennr 시리얼 일련번호",
        "kind": "kind itemkind itemtype type art 종류 구분 품목구분",
        "name": "material product item name description materialname 품명 품목 자재명 제품명 재료 재료명 물질명 bezeichnung materialbezeichnung produkt artikel werkstoff",
        "compound": "compound chemicalformula formula 화학식 화합물 verbindung summenformel",
        "quantity": "quantity qty amount menge anzahl stückzahl 수량 물량 납품수량 납품량 lotsize lotquantity",
        "weight": "weight netweight mass netmass gewicht nettogewicht masse 중량 순중량 무게",
        "unitMass": "unitweight unitmass massperunit massperpiece stückgewicht 단위중량 개당중량",
        "unit": "unit uom unitofmeasure 단위 einheit mengeneinheit",
        "part": "part partnumber partno materialnumber materialno materialcode itemcode itemno itemnumber productcode productno model 품번 부품번호 자재번호 자재코드 품목코드 모델 teilenr artikelnr sachnr materialnr teilenummer artikelnummer sachnummer materialnummer modell",
        "process": "process processkind processtype processstep step 공정 공정구분 prozess prozessart verfahren arbeitsschritt",
        "started": "started start startdate productionstart 시작일 착수일 beginn startdatum",
        "ended": "date ended end enddate productiondate manufacturingdate mfgdate proddate dateofmanufacture dateofproduction 생산일 생산일자 제조일 제조일자 제조년월일 일자 날짜 datum produktionsdatum herstelldatum fertigungsdatum",
        "facility": "facility site plant factory mine 공장 사업장 시설 광산 werk standort anlage",
        "country": "country countryoforigin origin origincountry countryofproduction 국가 원산지 생산국 원산국 land herkunftsland ursprungsland",
        "maker": "maker manufacturer producer operator 제조사 제조업체 생산자 hersteller produzent",
        "inputLot": "inputlot supplierlot supplierslot supplierbatch vendorlot rawmateriallot sourcelot parentlot madefrom madefromlot 원료lot 원료로트 원재료lot 원재료로트 투입lot 투입로트 공급사lot 공급사로트 lieferantencharge lieferantenlos rohstoffcharge vorcharge einsatzcharge",
        "inputKind": "inputkind inputtype 원료종류 투입종류 einsatzart",
        "inputQuantity": "inputquantity inputqty inputamount quantityused usedquantity consumedquantity 투입량 투입수량 사용량 원료투입량 einsatzmenge verbrauch verbrauchsmenge",
        "inputUnit": "inputunit 투입단위 einsatzeinheit",
        "inputRole": "inputrole role 역할 rolle",
        "supplier": "supplier suppliername vendor vendorname 공급사 공급업체 공급자 매입처 lieferant vorlieferant lieferantenname",
        "supplierKey": "supplierkey supplierid supplierbpn suppliercode vendorid vendorcode 공급사코드 lieferantennummer bpn bpnl lieferantenschlüssel lieferantenbpn",
        "customer": "customer customername buyer recipient 고객 고객사 납품처 수요처 kunde abnehmer empfänger",
        "customerLot": "customerlot customerslot customerbatch 고객lot 고객로트 고객사lot 고객사로트 kundencharge kundenlos",
        "delivered": "delivered deliverydate dateofdelivery shipdate shippingdate shipmentdate 납품일 납품일자 출하일 출하일자 lieferdatum versanddatum",
        "compositionKind": "compositionkind contentbasis 분석구분",
    }
)
"""Word of a header to the field that it means."""

NAMES = tuple(dict.fromkeys(FIELDS.values()))

MINERALS = {
    word: Mineral[name]
    for word, name in _table(
        {
            "LITHIUM": "li lithium 리튬",
            "NICKEL": "ni nickel 니켈",
            "COBALT": "co cobalt kobalt 코발트",
            "MANGANESE": "mn manganese mangan 망간 망가니즈",
            "NATURAL_GRAPHITE": "naturalgraphite naturgraphit 천연흑연",
            "SYNTHETIC_GRAPHITE": "syntheticgraphite artificialgraphite synthetischergraphit 인조흑연",
            "COPPER": "cu copper kupfer 구리 동",
            "ALUMINIUM": "al aluminium aluminum 알루미늄",
        }
    ).items()
}

CONTENT = re.compile(r"(content|contents|fraction|massfraction|gehalt|anteil|massenanteil|함량|함유량|농도)$")
SUFFIX = re.compile(r"(number|nummer|no|nr|id|code|key|번호|코드|명)$")

FRACTIONS: Mapping[str, Decimal] = {
    plain(word): Decimal(factor)
    for factor, words in {
        "1": "fraction massfraction kg/kg g/g w/w massenanteil",
        "0.01": "% wt% w% mass% weight% m% gew% massen% 중량% 질량% percent prozent",
        "0.001": "g/kg kg/t",
        "0.000001": "ppm mg/kg g/t",
    }.items()
    for word in words.split()
}
"""How a content is written to what one of it is in kg per kg."""

UNITS: Mapping[str, tuple[Unit, Decimal]] = {
    plain(word): (Unit[unit], Decimal(factor))
    for (unit, factor), words in {
        ("KG", "1"): "kg kgs kilogram kilograms kilogramm 킬로그램",
        ("KG", "1000"): "t tonne tonnes mt tonnen 톤",
        ("KG", "0.001"): "g gram grams gramm 그램",
        ("KG", "0.000001"): "mg",
        ("KG", "0.45359237"): "lb lbs pound pounds",
        ("PIECE", "1"): "piece pieces pc pcs ea each stk stück stueck 개 대",
        ("M", "1"): "m meter metre meters metres 미터",
        ("M", "1000"): "km",
        ("M2", "1"): "m2 sqm qm",
        ("L", "1"): "l liter litre liters litres 리터",
        ("L", "0.001"): "ml",
        ("L", "1000"): "m3 cbm",
        ("KWH", "1"): "kwh",
        ("KWH", "1000"): "mwh",
    }.items()
    for word in words.split()
}
"""A unit as it is written to the unit that it is kept in, and how many of that one of it is (a pound by its definition of 1959)."""

KINDS = {
    word: ItemKind[name]
    for word, name in _table(
        {
            "MATERIAL": "material rawmaterial 재료 소재 원료 원재료 rohstoff",
            "COMPONENT": "component part 부품 komponente bauteil",
            "CELL": "cell batterycell 셀 배터리셀 zelle batteriezelle",
            "MODULE": "module batterymodule 모듈 배터리모듈 modul batteriemodul",
            "PACK": "pack batterypack battery 팩 배터리팩 배터리 batteriepack",
            "VEHICLE": "vehicle car 차량 자동차 fahrzeug",
        }
    ).items()
}

PROCESSES = {plain(kind): kind for kind in ProcessKind} | {
    word: ProcessKind[name]
    for word, name in _table(
        {
            "EXTRACTION": "mining 채굴 채광 abbau gewinnung förderung",
            "CONCENTRATION": "beneficiation 선광 농축 aufbereitung anreicherung",
            "REFINING": "refinery 정련 제련 정제 raffination",
            "SYNTHESIS_OF_GRAPHITE": "graphitization graphitisation graphitesynthesis 흑연화 graphitierung",
            "PRECURSOR_PRODUCTION": "precursor pcam 전구체 전구체제조 전구체생산 vorläufer vorläuferproduktion",
            "CATHODE_PRODUCTION": "cathode cam 양극재 양극재제조 양극재생산 kathode kathodenproduktion",
            "ANODE_PRODUCTION": "anode 음극재 음극재제조 음극재생산 anodenproduktion",
            "COMPONENT_PRODUCTION": "부품제조 부품생산 komponentenfertigung",
            "CELL_PRODUCTION": "cellmanufacturing 셀제조 셀생산 zellfertigung zellproduktion",
            "MODULE_ASSEMBLY": "모듈조립 모듈제조 modulmontage",
            "PACK_ASSEMBLY": "팩조립 팩제조 packmontage",
            "VEHICLE_ASSEMBLY": "차량조립 완성차조립 fahrzeugmontage",
            "MANUFACTURING": "production 제조 생산 herstellung fertigung produktion",
            "BLENDING": "mixing 혼합 블렌딩 mischen mischung",
            "TRANSPORT": "transportation 운송 수송",
            "REPAIR": "수리 reparatur",
            "REPURPOSING": "secondlife 재사용 umnutzung",
            "DISMANTLING": "disassembly 해체 demontage zerlegung",
            "SHREDDING": "파쇄 schreddern zerkleinerung",
            "RECYCLING": "재활용 aufarbeitung",
        }
    ).items()
}

ROLES = {plain(role): role for role in InputRole}
BASES = {plain(kind): kind for kind in CompositionKind} | {
    plain(word): kind
    for kind, words in {
        CompositionKind.MEASURED: "analysis analyzed analysed 분석값 분석 측정 gemessen analyse",
        CompositionKind.SPECIFICATION: "spec 규격 사양 spezifikation",
    }.items()
    for word in words.split()
}

TOTALS = frozenset(
    ["total", "subtotal", "grandtotal", "sum", "합계", "총계", "소계", "계", "summe", "gesamt", "zwischensumme"]
)
"""What stands in the first cell of a row that adds others up."""


@cache
def countries() -> Mapping[str, str]:
    """Code or name of a country in English, Korean and German to ISO 3166-1 alpha-2."""
    found = {plain(word): code for code, words in {"KR": "korea southkorea 한국 südkorea", "CD": "drcongo drc 콩고민주공화국 dr콩고 drkongo", "CN": "prchina"}.items() for word in words.split()}  # fmt: skip
    others = [translation("iso3166-1", pycountry.LOCALES_DIR, [language]) for language in ("ko", "de")]
    for country in pycountry.countries:
        names = [getattr(country, name, "") for name in ("alpha_2", "alpha_3", "name", "common_name", "official_name")]
        names += [other.gettext(name) for other in others for name in names[2:] if name]
        for name in names:
            if name:
                found.setdefault(plain(name), country.alpha_2)
    return found
