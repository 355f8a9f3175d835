"""The made-up company's customers: who they are and how they pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

COMPANY: Final = "Harbour & Vale Trading Ltd"
EMAIL: Final = "accounts@harbour-vale.example"
"""Without one of its own the company could mail nothing."""


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """A customer of the made-up company.

    `currency` is empty for LCY, `terms` are days, `limit` is in whole pounds (0 is none).
    """

    no: str
    name: str
    contact: str
    city: str
    country: str
    currency: str
    terms: int
    profile: str
    limit: int
    address: str
    post_code: str
    phone: str
    email: str

    @property
    def terms_code(self) -> str:
        """The payment terms code as the source names it."""
        return f"{self.terms}D" if self.terms else "COD"


_CUSTOMERS: Final = """
Ashdown Cold Stores Ltd|Priya Raman|Leeds|GB||30|bad|20000
ACME [/] Ltd|Tom Okafor|Bristol|GB||30|late|15000
Brightwater Marine Services|Elin Moss|Falmouth|GB||14|prompt|0
Kärnten Bäckerei & Söhne GmbH|Jürgen Weiß|Klagenfurt|AT|EUR|30|monthly|40000
Cobbleford Primary Schools Trust|Joan Adeyemi|Derby|GB||30|monthly|0
東京精密部品株式会社|佐藤 美咲|東京|JP|USD|45|late|60000
Dunmore Joinery|Padraig Ó Cuinn|Derry|GB||30|parts|12000
Société Générale d'Équipement de l'Île-d'Yeu et des Régions voisines S.A.R.L.|Zoé Lefèvre|Nantes|FR|EUR|45|slow|80000
Eastgate [Wholesale] & Sons|Marcus Bell|Norwich|GB||30|disputing|25000
شركة النخيل للتجارة|ليلى حداد|دبي|AE|USD|60|slow|50000
Fennimore Electrical Wholesale|Grace Tan|Hull|GB||30|prompt|35000
ООО «Северный ветер»|Ольга Иванова|Рига|LV|EUR|30|stopped|18000
Granta Laboratories|Dr Imogen Shaw|Cambridge|GB||14|prompt|0
גלי ים בע״מ|נועה לוי|חיפה|IL|USD|30|late|30000
Hartwell & Hart Solicitors|Simon Hartwell|York|GB||30|returns|9000
Ístak Norður ehf.|Guðrún Þórsdóttir|Akureyri|IS|EUR|30|late|22000
Jubilee Leisure Centres|Nadia Rahman|Leicester|GB||30|stopped|16000
Kestrel Aerospace Components|Robert Achebe|Preston|GB||60|monthly|120000
Łódzkie Zakłady Ceramiczne Sp. z o.o.|Małgorzata Żak|Łódź|PL|EUR|30|parts|26000
Lantern Street Coffee|Ivy Chen|Glasgow|GB||7|prepaid|0
Mirabelle Hotels Group|Charlotte Okoye|Bath|GB||30|slow|70000
Montréal Pièces d'Auto Inc.|Étienne Tremblay|Montréal|CA|USD|30|monthly|45000
Northfold Dairies|Alan Pugh|Carlisle|GB||14|prompt|20000
O'Malley's Bars & Catering|Sinéad O'Malley|Liverpool|GB||30|bad|8000
Pemberley Garden Centres|Fiona Gray|Chester|GB||30|disputing|14000
上海晨光进出口有限公司|王 丽|上海|CN|USD|60|slow|90000
Quayside Boatyard|Dan Trevithick|Plymouth|GB||30|returns|11000
Rheinland Werkzeugbau AG|Katrin Vogel|Köln|DE|EUR|30|monthly|75000
Rowan & Finch Publishing|Beatrice Lowe|Oxford|GB||45|late|17000
São Jorge Conservas, Lda.|João Magalhães|Horta|PT|EUR|45|slow|24000
Saltmarsh Renewables|Kwame Boateng|Grimsby|GB||30|prompt|150000
Silverdale Care Homes|Margaret Hughes|Kendal|GB||30|parts|28000
St. Aldhelm's College|Bursar's Office|Salisbury|GB||30|monthly|0
Stavanger Rørservice AS|Øyvind Hå|Stavanger|NO|EUR|30|prompt|32000
Tamar Valley Foods|Lucy Penrose|Truro|GB||30|late|21000
서울전자 주식회사|김 민준|서울|KR|USD|45|prompt|65000
Thistle & Thorn Distillery|Ewan McCrae|Inverness|GB||30|bad|13000
Threlkeld Quarries|Ian Dodd|Keswick|GB||30|prepaid|40000
Türkoğlu Mermer San. ve Tic. A.Ş.|Ayşe Yılmaz|İzmir|TR|EUR|60|disputing|27000
Umber Design Studio|Rosa Delgado|Brighton|GB||14|stopped|5000
Upland Wool Cooperative|Hamish Reid|Hawick|GB||30|late|9500
Verdant Landscapes Ltd|Peter Quill|Reading|GB||30|slow|12000
Viñedos del Ebro, S.L.|Íñigo Núñez|Logroño|ES|EUR|30|late|33000
Wexcombe Haulage|Terry Blunt|Swindon|GB||30|bad|19000
Whitby Fish Market|Anne Storm|Whitby|GB||7|prompt|6000
Wolds Veterinary Group|Dr Amir Khan|Driffield|GB||30|monthly|10000
Xanthe Optics|Xanthe Miller|Dundee|GB||30|disputing|15500
Yarrow Bridge Engineering|Colin Marsh|Wigan|GB||45|slow|48000
Αφοί Παπαδόπουλοι Ο.Ε.|Νίκος Παπαδόπουλος|Πάτρα|GR|EUR|30|bad|16000
Zephyr Cycles|Hannah Vale|Sheffield|GB||30|prompt|7500
บริษัท สยามการค้า จำกัด|สมชาย ใจดี|กรุงเทพฯ|TH|USD|45|late|38000
Blackthorn Security Systems|Owen Price|Swansea|GB||30|stopped|23000
Cedar & Pine Interiors|Sophie Ward|Exeter|GB||30|returns|8500
Desert Sky Outfitters|Maya Begay|Flagstaff|US|USD|30|parts|29000
Lone Star [TX] Supply Co.|Hank Morales|Austin|US|USD|30|prepaid|55000
Great Lakes Fasteners Inc.|Joanne Kowalski|Cleveland|US|USD|30|prompt|42000
Hudson Paper & Packaging|Leon Fischer|Albany|US|USD|30|bad|31000
Fjordblik Møbler ApS|Søren Østergaard|Aarhus|DK|EUR|30|monthly|28000
Nagy és Társa Kft.|Zsófia Nagy|Győr|HU|EUR|30|late|14500
Market Drayton Printers|Paul Inchbald|Market Drayton|GB||30|disputing|10500
"""

_STREETS: Final = ("Station Road", "Mill Lane", "Harbour Street", "Church Walk", "Foundry Yard", "Castle Terrace")


def customers(count: int) -> tuple[DemoCustomer, ...]:
    """The first customers of the company, in order of their no.; at most all there are."""
    lines = _CUSTOMERS.strip().splitlines()[:count]
    return tuple(_customer(place, line.split("|")) for place, line in enumerate(lines))


def _customer(place: int, fields: list[str]) -> DemoCustomer:
    name, contact, city, country, currency, terms, profile, limit = fields
    no = f"{10010 + 10 * place}"
    return DemoCustomer(
        no=no,
        name=name,
        contact=contact,
        city=city,
        country=country,
        currency=currency,
        terms=int(terms),
        profile=profile,
        limit=int(limit),
        address=f"{place * 7 % 90 + 1} {_STREETS[place % len(_STREETS)]}",
        post_code=f"{country}{10000 + place * 137}" if country != "GB" else f"HV{place % 20 + 1} {place % 9}QT",
        phone=_phone(country, place),
        email=f"accounts.{no}@customers.example",
    )


def _phone(country: str, place: int) -> str:
    """A number out of the ranges that are kept free for made-up people."""
    if country in {"US", "CA"}:
        return f"+1 202-555-01{place:02}"
    return f"+44 20 7946 0{100 + place:03}"
