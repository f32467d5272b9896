#include "app/core/paperwork.hpp"

#include "app/core/logo.hpp"
#include "pos/document/possible_duplicate.hpp"

namespace app::core {

namespace {

pos::document::Words german() {
    pos::document::Words w;
    w.receipt = "Kassenbon";
    w.refund = "Gutschrift";
    w.external_number = "Auftrag";
    w.cashier = "Es bediente Sie";
    w.customer = "Kunde";
    w.duplicate = "DUPLIKAT {}";
    w.possible_duplicate = "MÖGLICHES DUPLIKAT";
    w.training = "TRAINING · KEIN BELEG";
    w.returned = "Zurückgegeben";
    w.of_receipt = "von Bon {}";
    w.price_was = "statt {}";
    w.discount = "Rabatt";
    w.subtotal = "Zwischensumme";
    w.total = "SUMME";
    w.rounding = "Rundung";
    w.to_pay = "ZU ZAHLEN";
    w.paid_back = "{} ausgezahlt";
    w.change = "Rückgeld";
    w.reference = "Nr. {}";
    w.saved = "Sie sparten";
    w.tax = "Steuer";
    w.tax_net = "Netto";
    w.tax_amount = "Steuer";
    w.tax_gross = "Brutto";
    w.fiscal_failed = "Sicherheitseinrichtung ausgefallen";
    w.x_report = "X-Bericht";
    w.z_report = "Z-Bericht {}";
    w.opened = "Geöffnet";
    w.closed = "Geschlossen";
    w.printed = "Gedruckt";
    w.by = "Von";
    w.first_receipt = "Erster Bon";
    w.last_receipt = "Letzter Bon";
    w.sales = "Verkäufe";
    w.refunds = "Rückgaben";
    w.takings = "EINNAHMEN";
    w.discounts = "Rabatte";
    w.taxes = "Steuern";
    w.cancelled = "Abgebrochene Verkäufe";
    w.voided_lines = "Gelöschte Zeilen";
    w.drawer_openings = "Schublade geöffnet";
    w.payments = "Zahlungen";
    w.expected = "Erwartet";
    w.counted = "Gezählt";
    w.difference = "Differenz";
    w.bill_receipt = "Zahlungsbeleg";
    w.account = "Kundenkonto";
    w.bill = "Rechnung {}";
    w.bill_due = "fällig am {}";
    w.bill_rest = "noch offen";
    w.on_account = "Als Guthaben";
    w.bills_paid = "Bezahlte Rechnungen";
    w.opening_float = "Wechselgeld am Anfang";
    w.cash_moved = "Einlagen und Entnahmen";
    w.departments = "Warengruppen";
    w.no_department = "Ohne Warengruppe";
    w.grand_total = "Gesamtsumme";
    w.waiting = "Geparkte Einkäufe";
    w.cart_lines = "Positionen: {}";
    w.cash_in = "Einlage";
    w.cash_out = "Entnahme";
    w.no_sale = "Schublade geöffnet";
    w.reason = "Grund";
    w.signature = "Unterschrift";
    w.test_page = "Testseite";
    w.test_reads = "Dieser Drucker funktioniert.";
    return w;
}

pos::document::Words hebrew() {
    pos::document::Words w;
    w.receipt = "קבלה";
    w.refund = "זיכוי";
    w.external_number = "הזמנה";
    w.cashier = "קופאי";
    w.customer = "לקוח";
    w.duplicate = "העתק {}";
    w.possible_duplicate = "ייתכן שזה העתק";
    w.training = "הדרכה · לא קבלה";
    w.returned = "מוצרים שהוחזרו";
    w.of_receipt = "מקבלה {}";
    w.price_was = "במקום {}";
    w.units = {{"kg", "ק\"ג"}, {"g", "גרם"}, {"l", "ליטר"}, {"ml", "מ\"ל"}, {"m", "מ'"}};
    w.discount = "הנחה";
    w.subtotal = "סיכום ביניים";
    w.total = "סה\"כ";
    w.rounding = "עיגול";
    w.to_pay = "לתשלום";
    w.paid_back = "{} הוחזר";
    w.change = "עודף";
    w.reference = "אסמכתא {}";
    w.saved = "חסכת";
    w.tax = "מע\"מ";
    w.tax_net = "נטו";
    w.tax_amount = "מס";
    w.tax_gross = "ברוטו";
    w.fiscal_failed = "ההתקן הפיסקלי אינו פעיל";
    w.x_report = "דוח X";
    w.z_report = "דוח Z {}";
    w.opened = "נפתח";
    w.closed = "נסגר";
    w.printed = "הודפס";
    w.by = "על ידי";
    w.first_receipt = "קבלה ראשונה";
    w.last_receipt = "קבלה אחרונה";
    w.sales = "מכירות";
    w.refunds = "החזרים";
    w.takings = "פדיון";
    w.discounts = "הנחות";
    w.taxes = "מסים";
    w.cancelled = "מכירות שבוטלו";
    w.voided_lines = "שורות שבוטלו";
    w.drawer_openings = "פתיחות מגירה";
    w.payments = "תשלומים";
    w.expected = "צפוי";
    w.counted = "נספר";
    w.difference = "הפרש";
    w.bill_receipt = "קבלה על תשלום";
    w.account = "חשבון לקוח";
    w.bill = "חשבונית {}";
    w.bill_due = "לתשלום עד {}";
    w.bill_rest = "יתרה לתשלום";
    w.on_account = "לזכות החשבון";
    w.bills_paid = "חשבונות ששולמו";
    w.opening_float = "קופה פותחת";
    w.cash_moved = "הפקדות ומשיכות";
    w.departments = "מחלקות";
    w.no_department = "ללא מחלקה";
    w.grand_total = "סך הכול מצטבר";
    w.waiting = "עגלות ממתינות";
    w.cart_lines = "שורות: {}";
    w.cash_in = "הפקדה";
    w.cash_out = "משיכה";
    w.no_sale = "פתיחת מגירה";
    w.reason = "סיבה";
    w.signature = "חתימה";
    w.test_page = "דף בדיקה";
    w.test_reads = "המדפסת פועלת.";
    return w;
}

}  // namespace

std::vector<pos::document::Waiting> waiting_of(const std::vector<pos::sale::WaitingCart>& carts) {
    std::vector<pos::document::Waiting> waiting;
    for (const auto& cart : carts) waiting.push_back({cart.label, cart.lines, cart.total});
    return waiting;
}

pos::document::XReport report_of(const pos::sale::PrintXReport& told,
                                 const pos::shift::Shift* shift) {
    return {.when = told.when,
            .user = told.user,
            .opened = told.opened,
            .first_receipt = shift ? shift->first_receipt : std::string{},
            .last_receipt = shift ? shift->last_receipt : std::string{},
            .currency = told.figures.net.currency,
            .figures = told.figures,
            .waiting = waiting_of(told.waiting)};
}

pos::document::Words words_of(std::string_view language) {
    if (language == "de") return german();
    if (language == "he") return hebrew();
    return {};
}

Outcome<Paperwork> Paperwork::open(const ShopSettings& settings,
                                   const pos::journal::JournalRow& journal) {
    auto locale = pos::locale::Locale::open(settings.locale);
    if (!locale) return refuse("The shop's language \"" + settings.locale + "\" is not known.");
    pos::document::ShopHead head{.name = settings.name.empty() ? journal.branch : settings.name,
                                 .address = settings.address,
                                 .tax_number = settings.tax_number,
                                 .footer = settings.footer,
                                 .logo = std::string{settings.has_logo ? kLogoName : ""}};
    auto words = words_of(locale->language());
    return Paperwork{std::move(head), std::move(words), std::move(*locale),
                     journal.branch + " " + journal.terminal};
}

pos::document::Document Paperwork::receipt(const pos::journal::SaleRecord& record,
                                           const std::optional<pos::document::Proof>& proof,
                                           std::uint32_t copy) const {
    return pos::document::receipt(record, house(), {.proof = proof, .copy = copy});
}

pos::document::Document Paperwork::receipt(const pos::store::Receipt& stored,
                                           std::uint32_t copy) const {
    std::optional<pos::document::Proof> proof;
    if (stored.signature) proof = pos::document::Proof{stored.hash, *stored.signature};
    return receipt(stored.record, proof, copy);
}

pos::document::Document Paperwork::possible_duplicate(pos::document::Document document) const {
    return pos::document::possible_duplicate(std::move(document), words_);
}

pos::document::Document Paperwork::x_report(const pos::document::XReport& report) const {
    return pos::document::x_report(report, house(), till_);
}

pos::document::Document Paperwork::z_report(const pos::journal::ShiftClosed& closed,
                                            std::span<const pos::document::Waiting> waiting) const {
    return pos::document::z_report(closed, house(), till_, waiting, 0);
}

pos::document::Document Paperwork::test_page(const pos::document::TestPage& page) const {
    return pos::document::test_page(page, house(), till_);
}

pos::document::Document Paperwork::card_slip(const drivers::card::Slip& slip) const {
    pos::document::Document document{.language = std::string{locale_.language()}};
    for (const drivers::card::SlipLine& line : slip.lines) {
        if (line.text.empty()) {
            document.blocks.emplace_back(pos::document::Blank{});
            continue;
        }
        document.blocks.emplace_back(pos::document::Text{
            line.text,
            line.centred ? pos::document::Align::centre : pos::document::Align::start,
            {.double_height = line.high, .double_width = line.wide}});
    }
    document.blocks.emplace_back(pos::document::Cut{});
    return document;
}

}  // namespace app::core
