#include "pos/document/writer.hpp"

#include <algorithm>

namespace pos::document {

namespace {

/// "VAT 20 %"; the name alone for a tax that is an amount per piece.
std::string label(const journal::TaxGroup& group, bool with_name, const locale::Locale& locale) {
    if (group.kind == tax::TaxKind::fixed) return group.name;
    std::string rate = locale.percent(group.rate);
    return with_name && !group.name.empty() ? group.name + ' ' + rate : rate;
}

}  // namespace

Writer::Writer(const House& house) : house_{house} {
    document_.direction = house.locale.direction() == locale::Direction::right_to_left
                              ? Direction::rtl
                              : Direction::ltr;
    document_.language = house.locale.tag();
}

void Writer::text(std::string text, Align align, Style style) {
    if (!text.empty()) block(Text{std::move(text), align, style});
}

void Writer::row(std::string start, std::string end, Style style, unsigned indent) {
    block(Row{std::move(start), std::move(end), style, indent, false});
}

void Writer::amount(std::string start, Money amount, Style style, unsigned indent) {
    block(Row{std::move(start), locale().amount(amount), style, indent, true});
}

void Writer::amount_unless_zero(std::string start, Money amount, Style style) {
    if (amount.minor != 0) this->amount(std::move(start), amount, style);
}

void Writer::total(std::string start, Money amount, Style style) {
    block(Row{std::move(start), locale().money(amount), style, 0, false});
}

void Writer::rule() {
    block(Rule{});
}

void Writer::blank() {
    block(Blank{});
}

void Writer::block(Block block) {
    document_.blocks.push_back(std::move(block));
}

void Writer::shop_head() {
    const ShopHead& shop = house_.shop;
    if (!shop.logo.empty()) block(Picture{shop.logo, ""});
    text(shop.name, Align::centre, kLarge);
    for (const std::string& line : shop.address) text(line, Align::centre);
    text(shop.tax_number, Align::centre);
}

void Writer::shop_footer() {
    if (house_.shop.footer.empty()) return;
    blank();
    for (const std::string& line : house_.shop.footer) text(line, Align::centre);
}

void Writer::tax_table(std::span<const journal::TaxGroup> groups) {
    if (groups.empty()) return;
    // One tax at several rates is the usual case: then its name heads the column.
    const bool one_name = std::ranges::all_of(
        groups, [&](const journal::TaxGroup& group) { return group.name == groups[0].name; });
    Table table{.head = {one_name && !groups[0].name.empty() ? groups[0].name : words().tax,
                         words().tax_net, words().tax_amount, words().tax_gross},
                .rows = {},
                .style = kMuted};
    for (const journal::TaxGroup& group : groups) {
        table.rows.push_back(
            {label(group, !one_name, locale()), locale().amount(group.base),
             locale().amount(group.tax),
             locale().amount({group.base.minor + group.tax.minor, group.base.currency})});
    }
    block(std::move(table));
}

Document Writer::finish() {
    block(Cut{});
    return std::move(document_);
}

}  // namespace pos::document
