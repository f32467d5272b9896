#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/core/failure.hpp"
#include "drivers/printer/printer.hpp"
#include "drivers/printer/profile.hpp"

namespace app::core {

/// The profile of a common printer for that paper, built in.
drivers::printer::Profile built_in_profile(unsigned paper_mm);

/// A built-in profile by its file's name: "epson-tm-t20". Empty where there is none.
std::optional<drivers::printer::Profile> named_profile(std::string_view name);
/// The names of all, for people.
std::string profile_names();

/// The printer that `--printer` names: "file:DIR" leaves each document in that folder, which is
/// made if it is missing. Empty: none.
Outcome<std::unique_ptr<drivers::printer::Printer>> open_printer(const std::string& where);

}  // namespace app::core
