#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What pages ask of head office's catalogue beside what a till asks of its own.
namespace pos::store::office {

/// The numbers of items that come behind one, in their order.
Answer<std::vector<std::string>> item_numbers(db::Connection& db, std::string_view behind,
                                              std::int64_t limit);

/// The latest change of an item and its prices that tills are told of; 0 if there is none.
Answer<std::uint64_t> latest_change(db::Connection& db, const Ulid& item);

/// The same of a promotion.
Answer<std::uint64_t> latest_change_of_promotion(db::Connection& db, const Ulid& promotion);

/// The same of a setting that is a branch's alone, or without one that of all.
Answer<std::uint64_t> latest_change_of_setting(db::Connection& db, std::string_view name,
                                               std::string_view branch);

/// How many goods name that class of taxes.
Answer<std::int64_t> goods_of_tax_class(db::Connection& db, std::string_view tax_class);
/// The same of a department, by its code.
Answer<std::int64_t> goods_of_department(db::Connection& db, std::string_view department);

}  // namespace pos::store::office
