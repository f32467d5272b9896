#pragma once

#include <string>
#include <vector>

#include "app/office/web/page.hpp"
#include "pos/customer/known.hpp"
#include "pos/customer/party.hpp"

/// What the pages of customers have in common.
namespace app::office::web::customers {

// The pages, one a file. Customers are named by their ids: tills may have given a number twice.
Answer list_page(Call& call);
Answer customer_page(Call& call, const pos::customer::Known& known);
Answer new_page(Call& call);
Answer edit_page(Call& call, const pos::customer::Known& known);
Answer erase_page(Call& call, const pos::customer::Known& known);
Answer duplicates_page(Call& call);
Answer merge_page(Call& call);

std::string customer_link(const pos::Ulid& id);
/// "/customers/edit?id=…"
std::string link_of(const std::string& page, const pos::Ulid& id);

/// The customer whose id stands in the query under that name. Nothing for none that is known.
pos::store::Answer<std::optional<pos::customer::Known>> asked_for(Call& call,
                                                                  std::string_view name);

/// The name, or that there is none.
std::string title_of(const pos::customer::Party& party, const Words& words);
/// With its country's name in place of the code, to be read.
pos::customer::Party with_country_named(pos::customer::Party party, const Words& words);
std::string field_name(pos::customer::Field field, const Words& words);
/// A personal field as people read it.
std::string field_value(pos::customer::Field field, const pos::customer::Party& party,
                        const Words& words);
/// "e-mail, telephone"
std::string alike_in(const std::vector<pos::customer::Likeness>& alike, const Words& words);

/// All there is of customers, for exports: one row each.
Table export_table(const std::vector<pos::customer::Party>& customers, const Words& words);

void set_texts(Data& data, const Words& words, std::initializer_list<const char*> texts);

}  // namespace app::office::web::customers
