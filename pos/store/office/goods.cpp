#include "pos/store/office/goods.hpp"

#include "pos/store/feed/change.hpp"

namespace pos::store::office {

Answer<std::vector<std::string>> item_numbers(db::Connection& db, std::string_view behind,
                                              std::int64_t limit) {
    std::vector<std::string> numbers;
    auto done = db.each(
        "SELECT number FROM item WHERE number > $1 ORDER BY number LIMIT $2",
        [&](const db::Row& row) { numbers.emplace_back(row.text(0)); }, behind, limit);
    if (!done) return store_error(std::move(done.error()));
    return numbers;
}

Answer<std::uint64_t> latest_change(db::Connection& db, const Ulid& item) {
    auto number = db.value<std::int64_t>(
        "SELECT coalesce(max(number), 0) FROM change_row WHERE thing = $1 AND kind IN ($2, $3)",
        item, feed::ChangeKind::item, feed::ChangeKind::prices);
    if (!number) return store_error(std::move(number.error()));
    return static_cast<std::uint64_t>(number->value_or(0));
}

Answer<std::uint64_t> latest_change_of_promotion(db::Connection& db, const Ulid& promotion) {
    auto number = db.value<std::int64_t>(
        "SELECT coalesce(max(number), 0) FROM change_row WHERE thing = $1 AND kind = $2", promotion,
        feed::ChangeKind::promotion);
    if (!number) return store_error(std::move(number.error()));
    return static_cast<std::uint64_t>(number->value_or(0));
}

Answer<std::uint64_t> latest_change_of_setting(db::Connection& db, std::string_view name,
                                               std::string_view branch) {
    auto number = db.value<std::int64_t>(
        "SELECT coalesce(max(number), 0) FROM change_row WHERE thing = $1 AND kind = $2 "
        "AND branch = $3",
        feed::thing_of(name), feed::ChangeKind::setting, branch);
    if (!number) return store_error(std::move(number.error()));
    return static_cast<std::uint64_t>(number->value_or(0));
}

Answer<std::int64_t> goods_of_tax_class(db::Connection& db, std::string_view tax_class) {
    const auto count =
        db.value<std::int64_t>("SELECT count(*) FROM item WHERE tax_class = $1", tax_class);
    if (!count) return store_error(count.error());
    return count->value_or(0);
}

Answer<std::int64_t> goods_of_department(db::Connection& db, std::string_view department) {
    const auto count =
        db.value<std::int64_t>("SELECT count(*) FROM item WHERE department = $1", department);
    if (!count) return store_error(count.error());
    return count->value_or(0);
}

}  // namespace pos::store::office
