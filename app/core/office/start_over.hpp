#pragma once

#include "app/core/failure.hpp"
#include "pos/store/start_over.hpp"

/// A shop that was opened with a wrong currency, time zone or country, or to try things with, and
/// has sold nothing in earnest, gives its place to a new one. It is kept under another name.
namespace app::core {

/// errors: Why::joined, Why::has_sold
Outcome<void> may_start_over(pos::store::Reader& reader);

/// The same once nobody has the shop open any more: it is renamed, with its key and its pictures,
/// after the moment at which that is done. Whether it may is looked at while no program can write
/// the shop, so that none sells between the question and the act.
///
/// errors: those of may_start_over(); Why::on_server; the database's, and everything is as it was
Outcome<pos::store::ShopAside> start_over(const std::string& where,
                                          const pos::store::StoreOptions& store_options,
                                          pos::Instant now);

/// Ends it where it was cut off. For whoever is about to make the next shop.
void finish_starting_over(const std::string& where, const pos::store::StoreOptions& store_options,
                          pos::Instant now);

}  // namespace app::core
