#include "pos/document/meter_slip.hpp"

#include "pos/locale/plain_figure.hpp"
#include "pos/locale/unit_sign.hpp"

namespace pos::document {

Document meter_slip(const journal::MeterRead& read, const House& house, const std::string& till) {
    Writer out{house};
    const Words& words = house.words;
    const auto figure = [&](const std::string& text) {
        return locale::plain_figure(text, house.locale) + " " + locale::unit_sign(read.meter);
    };
    out.shop_head();
    out.blank();
    out.text(words.reading_noted, Align::centre, kLarge);
    out.text(till, Align::centre);
    out.rule();
    out.row(house.locale.date(read.when.local.date), house.locale.time(read.when.local));
    if (!read.cashier.name.empty()) out.row(words.cashier, read.cashier.name);
    if (!read.customer.empty()) out.row(words.customer, read.customer);
    out.row(words.account, read.account_number);
    out.rule();
    if (!read.serial.empty()) out.row(words.counter, read.serial);
    out.row(words.service_point, read.point);
    if (!read.figure_before.empty()) {
        out.row(put_in(words.reading_before, house.locale.date(read.read_before)),
                figure(read.figure_before));
    }
    out.row(words.reading, figure(read.figure), kTall);
    out.rule();
    out.text(words.reading_on_way, Align::start, kMuted);
    out.shop_footer();
    return out.finish();
}

}  // namespace pos::document
