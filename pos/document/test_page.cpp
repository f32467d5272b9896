#include "pos/document/test_page.hpp"

namespace pos::document {

namespace {

/// Of code pages that receipt printers have, and of scripts that they mostly have not.
constexpr const char* kLetters[] = {"ÄÖÜß ÀÉÈÇÑ ÅØÆ € £ ½", "Ελληνικά · Русский · Čeština",
                                    "עברית · العربية", "日本語 · 中文 · 한국어"};

}  // namespace

Document test_page(const TestPage& page, const House& house, const std::string& till) {
    Writer out{house};
    out.shop_head();
    out.blank();
    out.text(house.words.test_page, Align::centre, kLarge);
    out.text(till, Align::centre);
    out.rule();
    out.row(out.locale().date(page.at.date), out.locale().time(page.at));
    out.text(page.device, Align::start, kBold);
    out.text(page.address, Align::start, kMuted);
    out.rule();
    for (const char* letters : kLetters) out.text(letters);
    out.rule();
    out.row(house.words.total, "1234567890", kTall);
    out.blank();
    out.block(Barcode{"TEST-1234567890"});
    out.block(QrCode{"Counterfoil 1234567890"});
    out.blank();
    out.text(house.words.test_reads, Align::centre);
    return out.finish();
}

}  // namespace pos::document
