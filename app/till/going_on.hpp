#pragma once

#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "app/till/shell/model.hpp"
#include "app/till/ui/texts.hpp"
#include "pos/store/store.hpp"

namespace till {

/// What became of going on as another till; see app/core/office/joined_till.hpp.
struct GoneOn {
    std::string name;  // "B01-T1b"; empty: it is what it was
    std::optional<app::core::Failure> failed{};
};

/// Starts the journal that head office has granted this till, if it has. Before its shop is opened.
GoneOn go_on(const std::string& db, const pos::store::StoreOptions& store_options);

/// What the cashier should know of it.
std::optional<shell::Said> words_of(const GoneOn& gone_on, const ui::Texts& texts);

}  // namespace till
