#include "app/counterfoil/import_report.hpp"

#include <ostream>

#include "app/counterfoil/file_options.hpp"

namespace app::counterfoil {

void report(Context& context, const core::imports::ImportError& error, const std::string& file) {
    if (const auto* input = std::get_if<core::tabular::InputError>(&error)) {
        context.err << to_string(*input) << '\n';
        context.exit = Exit::environment;
    } else if (const auto* map = std::get_if<core::tabular::MapError>(&error)) {
        context.err << file << ": " << to_string(*map) << '\n';
        context.exit = map->is_of_an_empty_file() ? Exit::refused : Exit::usage;
    } else if (const auto* header = std::get_if<core::tabular::RowDefect>(&error)) {
        context.err << file << ": " << header_words(*header) << '\n';
        context.exit = Exit::refused;
    } else {
        report(context, core::failure(std::get<pos::store::StoreError>(error)));
    }
}

}  // namespace app::counterfoil
