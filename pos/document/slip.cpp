#include "pos/document/slip.hpp"

namespace pos::document {

namespace {

void head(Writer& out, const std::string& title, const std::string& till, const journal::When& when,
          const journal::Actor& user) {
    out.shop_head();
    out.blank();
    out.text(title, Align::centre, kLarge);
    out.text(till, Align::centre);
    out.rule();
    out.row(out.locale().date(when.local.date), out.locale().time(when.local));
    if (!user.name.empty()) out.row(out.words().by, user.name);
}

void reason(Writer& out, const std::string& words) {
    if (!words.empty()) out.row(out.words().reason, words);
}

void signature(Writer& out) {
    out.blank();
    out.blank();
    out.rule();
    out.text(out.words().signature, Align::start, kMuted);
}

}  // namespace

Document cash_slip(const journal::CashMoved& moved, const House& house, const std::string& till) {
    Writer out{house};
    const bool in = moved.amount.minor >= 0;
    const std::string& title = in ? house.words.cash_in : house.words.cash_out;
    head(out, title, till, moved.when, moved.user);
    reason(out, moved.reason);
    out.total(title, in ? moved.amount : -moved.amount, kTall);
    signature(out);
    return out.finish();
}

Document no_sale_slip(const journal::DrawerOpened& opened, const House& house,
                      const std::string& till) {
    Writer out{house};
    head(out, house.words.no_sale, till, opened.when, opened.user);
    reason(out, opened.reason);
    signature(out);
    return out.finish();
}

}  // namespace pos::document
