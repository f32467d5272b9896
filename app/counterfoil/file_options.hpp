#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/imports/figures.hpp"
#include "app/core/tabular/mapping.hpp"
#include "app/core/tabular/reader.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// What every command says of the file it reads.
struct FileOptions {
    std::string file;
    core::tabular::Format format{core::tabular::Format::automatic};
    core::imports::DecimalSign decimal_sign{core::imports::DecimalSign::either};
    std::vector<std::string> maps;
};
void add_file(CLI::App& command, FileOptions& options, const std::string& fields);

/// The `--map` entries; a wrong one is reported as a mistake on the command line.
std::expected<std::vector<core::tabular::MapEntry>, Exit> mapping_of(const FileOptions& options,
                                                                     Context& context);

/// Opens the file; failures are reported.
std::expected<core::tabular::Reader, Exit> open_file(const FileOptions& options, Context& context);

/// What a small file holds, or what comes in where its name is "-".
///
/// errors: it cannot be read; it has more bytes
core::Outcome<std::string> read_whole(const std::string& file, std::size_t bytes_max);

/// "sales.csv:17: reason"
std::string at_line(const std::string& source, std::uint64_t line, const std::string& reason);

/// What was wrong with a file's header.
std::string header_words(const core::tabular::RowDefect& defect);

}  // namespace app::counterfoil
