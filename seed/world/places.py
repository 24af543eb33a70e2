"""Who is there and where: made-up companies at real places."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A facility: name, Korean name, country, region, degrees north and east."""

    name: str
    name_ko: str
    country: str
    region: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Company:
    """A party with what it runs, by short names that keys are made of."""

    name: str
    name_ko: str
    roles: tuple[str, ...]
    country: str
    places: dict[str, Place]


COMPANIES: dict[str, Company] = {
    "andesal": Company("Andesal Litio", "안데살 리튬", ("MINER", "REFINER"), "CL", {
        "salar": Place("Salar de Atacama brine field", "아타카마 염호", "CL", "Antofagasta", -23.5, -68.3),
        "carbonate": Place("La Negra carbonate plant", "라네그라 탄산리튬 공장", "CL", "Antofagasta", -23.8, -70.3),
    }),
    "redridge": Company("Red Ridge Minerals", "레드리지 미네랄스", ("MINER",), "AU", {
        "pit": Place("Pilbara spodumene mine", "필바라 스포듀민 광산", "AU", "Western Australia", -21.1, 118.6),
    }),
    "tideway": Company("Tideway Shipping", "타이드웨이 해운", ("CARRIER",), "SG", {}),
    "gwangyang": Company("Baekun Lithium", "백운리튬", ("REFINER",), "KR", {
        "refinery": Place("Gwangyang lithium refinery", "광양 수산화리튬 공장", "KR", "Jeollanam-do", 34.9, 127.7),
    }),
    "nusanikel": Company("Nusa Nikel", "누사니켈", ("MINER", "REFINER"), "ID", {
        "pit": Place("Morowali laterite mine", "모로왈리 니켈 광산", "ID", "Sulawesi Tengah", -2.8, 122.1),
        "hpal": Place("Morowali leaching plant", "모로왈리 제련소", "ID", "Sulawesi Tengah", -2.8, 122.2),
    }),
    "kainuu": Company("Kainuu Metals", "카이누 메탈", ("MINER", "REFINER"), "FI", {
        "pit": Place("Sotkamo nickel mine", "소트카모 니켈 광산", "FI", "Kainuu", 64.1, 28.4),
    }),
    "sulphos": Company("Onsan Sulfates", "온산황산니켈", ("REFINER",), "KR", {
        "refinery": Place("Onsan sulfate plant", "온산 황산염 공장", "KR", "Ulsan", 35.4, 129.3),
    }),
    "kolwezi": Company("Lualaba Mining", "루알라바 마이닝", ("MINER",), "CD", {
        "pit": Place("Kolwezi cobalt mine", "콜웨지 코발트 광산", "CD", "Lualaba", -10.7, 25.5),
    }),
    "quzhou": Company("Quzhou Cobalt Works", "취저우 코발트", ("REFINER",), "CN", {
        "refinery": Place("Quzhou cobalt refinery", "취저우 코발트 공장", "CN", "Zhejiang", 28.9, 118.9),
    }),
    "kalahari": Company("Kalahari Manganese", "칼라하리 망가니즈", ("MINER",), "ZA", {
        "pit": Place("Hotazel manganese mine", "호타젤 망가니즈 광산", "ZA", "Northern Cape", -27.2, 22.9),
    }),
    "guangxi": Company("Chongzuo Manganese Salts", "충쭤 망가니즈", ("REFINER",), "CN", {
        "refinery": Place("Chongzuo sulfate plant", "충쭤 황산망가니즈 공장", "CN", "Guangxi", 22.4, 107.4),
    }),
    "luobei": Company("Luobei Graphite", "뤄베이 흑연", ("MINER", "REFINER"), "CN", {
        "pit": Place("Luobei graphite mine", "뤄베이 흑연 광산", "CN", "Heilongjiang", 47.6, 130.8),
    }),
    "balama": Company("Montepuez Grafite", "몬테푸에즈 흑연", ("MINER",), "MZ", {
        "pit": Place("Balama graphite mine", "발라마 흑연 광산", "MZ", "Cabo Delgado", -13.3, 38.6),
    }),
    "ulanqab": Company("Ulanqab Graphitisation", "우란차부 흑연화", ("MANUFACTURER",), "CN", {
        "plant": Place("Ulanqab graphitisation plant", "우란차부 인조흑연 공장", "CN", "Inner Mongolia", 41.0, 113.1),
    }),
    "calama": Company("Calama Cobre", "칼라마 구리", ("MINER", "REFINER"), "CL", {
        "pit": Place("Calama copper mine", "칼라마 구리 광산", "CL", "Antofagasta", -22.3, -68.9),
    }),
    "daehan": Company("Iksan Foils", "익산포일", ("MANUFACTURER",), "KR", {
        "plant": Place("Iksan foil plant", "익산 동박·알박 공장", "KR", "Jeollabuk-do", 35.9, 127.0),
    }),
    "pohang": Company("Yeongil Precursor", "영일전구체", ("MANUFACTURER",), "KR", {
        "plant": Place("Pohang precursor plant", "포항 전구체 공장", "KR", "Gyeongsangbuk-do", 36.0, 129.4),
    }),
    "ochang": Company("Ochang Cathode", "오창양극재", ("MANUFACTURER",), "KR", {
        "plant": Place("Ochang cathode plant", "오창 양극재 공장", "KR", "Chungcheongbuk-do", 36.7, 127.4),
    }),
    "ningde": Company("Minjiang Cathode", "민장양극재", ("MANUFACTURER",), "CN", {
        "plant": Place("Ningde cathode plant", "닝더 양극재 공장", "CN", "Fujian", 26.7, 119.5),
    }),
    "sejong": Company("Sejong Anode", "세종음극재", ("MANUFACTURER",), "KR", {
        "plant": Place("Sejong anode plant", "세종 음극재 공장", "KR", "Sejong", 36.5, 127.3),
    }),
    "hanbit": Company("Hanbit Cells", "한빛셀", ("MANUFACTURER",), "KR", {
        "kr": Place("Cheongju cell plant", "청주 셀 공장", "KR", "Chungcheongbuk-do", 36.6, 127.5),
        "pl": Place("Wroclaw cell plant", "브로츠와프 셀 공장", "PL", "Dolnoslaskie", 51.0, 16.9),
        "hu": Place("Komarom cell plant", "코마롬 셀 공장", "HU", "Komarom-Esztergom", 47.7, 18.1),
        "us": Place("Holland cell plant", "홀랜드 셀 공장", "US", "Michigan", 42.8, -86.1),
    }),
    "mirae": Company("Mirae Packs", "미래팩", ("MANUFACTURER", "REPAIRER"), "KR", {
        "plant": Place("Ulsan pack plant", "울산 팩 공장", "KR", "Ulsan", 35.5, 129.3),
    }),
    "atlas": Company("Atlas Motors", "아틀라스자동차", ("MANUFACTURER",), "KR", {
        "plant": Place("Hwaseong vehicle plant", "화성 자동차 공장", "KR", "Gyeonggi-do", 37.2, 126.8),
    }),
    "gunsan": Company("Gunsan Recycling", "군산리사이클링", ("RECYCLER",), "KR", {
        "plant": Place("Gunsan recycling plant", "군산 재활용 공장", "KR", "Jeollabuk-do", 36.0, 126.6),
    }),
    "oldpacks": Company("First Life Batteries", "퍼스트라이프", ("MANUFACTURER",), "JP", {
        "plant": Place("Osaka battery plant", "오사카 배터리 공장", "JP", "Osaka", 34.6, 135.5),
    }),
    "grandeterre": Company("Grande Terre Nickel", "그랑드테르 니켈", ("MINER",), "NC", {
        "pit": Place("Kone nickel mine", "코네 니켈 광산", "NC", "Province Nord", -21.0, 164.8),
    }),
    "assure": Company("Assure Mining Standards", "어슈어", ("CERTIFIER",), "GB", {}),
    "najucert": Company("Naju Certification", "나주인증", ("CERTIFIER",), "KR", {}),
    "charge": Company("Bitgaram Charging", "빛가람충전", ("OPERATOR",), "KR", {}),
}  # fmt: skip

CHARGERS = (
    ("naju-1", "Naju Bitgaram fast charger", "나주 빛가람 급속충전기", "Jeollanam-do", 35.0, 126.8, 200.0),
    ("naju-2", "Naju Bitgaram slow charger", "나주 빛가람 완속충전기", "Jeollanam-do", 35.0, 126.8, 7.0),
    ("seoul-1", "Yangjae fast charger", "양재 급속충전기", "Seoul", 37.5, 127.0, 350.0),
    ("jeju-1", "Jeju airport fast charger", "제주공항 급속충전기", "Jeju", 33.5, 126.5, 100.0),
)
"""Short name, name, Korean name, region, degrees north and east, kW."""
