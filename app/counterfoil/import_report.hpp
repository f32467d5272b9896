#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "app/core/imports/item_file.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// Says why a file of goods could not be read or taken in, and how the program ends.
void report(Context& context, const core::imports::ImportError& error, const std::string& file);

/// What a file's columns were taken for, how to say otherwise, and what is doubtful about it.
void say_guess(const core::imports::ItemFile& file, std::string_view otherwise, Context& context);
/// That its letters may have been read wrongly, where they may.
void say_letters(const core::imports::ItemImportReport& done, Context& context);
/// The first rows by the columns that are taken, and which are not.
void print_first_rows(const core::imports::ItemFile& file, std::ostream& out);

}  // namespace app::counterfoil
