#include "app/counterfoil/import_report.hpp"

#include <ostream>

#include "app/core/imports/shown_rows.hpp"
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

void say_guess(const core::imports::ItemFile& file, std::string_view otherwise, Context& context) {
    std::string words;
    for (const auto& entry : file.options.mapping)
        words.append(words.empty() ? "" : ", ").append(entry.field + "=" + entry.column);
    context.err << "The columns are taken as " << words << "; " << otherwise << ".\n";
    for (const auto doubt : file.doubts) {
        // What is read as a whole says that of its letters at the end.
        if (doubt != core::imports::Doubt::letters_unsure) context.err << to_string(doubt) << '\n';
    }
}

void say_letters(const core::imports::ItemImportReport& done, Context& context) {
    if (done.letters_unsure) {
        context.err << to_string(core::imports::Doubt::letters_unsure) << '\n';
    }
}

void print_first_rows(const core::imports::ItemFile& file, std::ostream& out) {
    const auto shown = core::imports::shown_rows(file);
    std::string fields;
    std::string names;
    std::string left;
    std::size_t taken = 0;
    for (const auto& [field, column, place] : shown.columns) {
        if (field.empty()) {
            left.append(left.empty() ? "" : ", ").append(column);
            continue;
        }
        ++taken;  // those that are not stand behind these
        fields.append(fields.empty() ? "" : " | ").append(field);
        names.append(names.empty() ? "" : " | ").append(column);
    }
    out << fields << '\n' << names << '\n';
    for (const auto& row : shown.rows) {
        for (std::size_t i = 0; i < taken; ++i) out << (i == 0 ? "" : " | ") << row[i];
        out << '\n';
    }
    if (!left.empty()) out << "Not taken: " << left << '\n';
    out << '\n';
}

}  // namespace app::counterfoil
