#include "tests/contract/store/shop.hpp"

#include "pos/journal/hash.hpp"

namespace test {

using namespace pos::journal;

When EitherShop::when() const {
    const auto seconds = now_.unix_ms / 1'000;
    const pos::Date date{static_cast<std::int32_t>(seconds / 86'400)};
    return {{date, static_cast<std::int32_t>(seconds % 86'400), 0}, date, "Europe/London"};
}

pos::Ulid EitherShop::item_id(std::string_view name) const {
    const pos::Hash hash = blake2b(pos::as_bytes(name));
    pos::Ulid id;
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        id.bytes[i] = std::to_integer<std::uint8_t>(hash[i]);
    }
    return id;
}

SaleRecord EitherShop::ticket(const std::vector<Goods>& goods) {
    SaleRecord record;
    record.sale = new_id();
    record.branch = "B01";
    record.terminal = "T1";
    record.when = when();
    record.started_at = now_;
    record.cashier = anna();
    record.shift = shift_;
    record.currency = kPound;
    std::int64_t total = 0;
    std::int64_t tax = 0;
    for (const Goods& one : goods) {
        const std::int64_t payable = one.pieces * one.pence;
        SaleLine& line = record.lines.emplace_back();
        line.line = static_cast<std::uint32_t>(record.lines.size());
        line.item = item_id(one.name);
        line.number = "N" + one.name;
        line.name = one.name;
        line.department = one.department;
        line.department_name = "Department " + one.department;
        line.quantity = pos::pieces(one.pieces);
        line.unit_price = pos::unit_price(pounds(one.pence));
        line.gross = line.total = line.payable = pounds(payable);
        line.net = pounds(payable - payable / 6);
        line.taxes = {{0, "VAT", line.net, pounds(payable / 6)}};
        total += payable;
        tax += payable / 6;
    }
    TaxGroup& group = record.taxes.emplace_back();
    group.code = "VAT";
    group.name = "VAT 20 %";
    group.rate = pos::percent(20);
    group.included = true;
    group.base = pounds(total - tax);
    group.tax = pounds(tax);
    record.discount = record.rounding = pounds(0);
    record.tax = pounds(tax);
    record.total = record.payable = pounds(total);
    record.tenders = {
        {TenderKind::cash, "cash", "Cash", pounds(total), pounds(total), pounds(0), ""}};
    return record;
}

pos::store::StoredEvent EitherShop::sell(SaleRecord record) {
    Event event = SaleCompleted{record};
    if (record.payable.minor < 0) event = SaleRefunded{record};
    auto stored = append(std::move(event));
    EXPECT_TRUE(stored) << static_cast<int>(stored.error().kind) << stored.error().cause.text;
    if (!stored) return {};
    return std::move(stored->events.front());
}

pos::Ulid EitherShop::open_shift(std::int64_t float_pence) {
    shift_ = new_id();
    const auto stored = append(ShiftOpened{shift_, when(), anna(), pounds(float_pence)});
    EXPECT_TRUE(stored);
    return shift_;
}

pos::store::StoredEvent EitherShop::close_shift(std::int64_t net_pence) {
    ShiftClosed closed;
    closed.shift = shift_;
    closed.when = when();
    closed.user = anna();
    closed.currency = kPound;
    for (pos::Money* figure :
         {&closed.figures.gross, &closed.figures.refunded, &closed.figures.net,
          &closed.figures.discount, &closed.figures.tax, &closed.figures.rounding,
          &closed.figures.opening_float, &closed.figures.cash_moved}) {
        *figure = pounds(0);
    }
    closed.figures.net = pounds(net_pence);
    auto stored = append(std::move(closed));
    EXPECT_TRUE(stored) << static_cast<int>(stored.error().kind) << stored.error().cause.text;
    shift_ = {};
    if (!stored) return {};
    return std::move(stored->events.front());
}

}  // namespace test
