#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/imports/figures.hpp"
#include "app/core/tabular/mapping.hpp"
#include "app/core/tabular/reader.hpp"
#include "app/counterfoil/command.hpp"
#include "pos/base/bytes.hpp"

namespace app::counterfoil {

/// What every command says of the file it reads.
struct FileOptions {
    std::string file;
    core::tabular::Format format{core::tabular::Format::automatic};
    core::imports::DecimalSign decimal_sign{core::imports::DecimalSign::either};
    std::vector<std::string> maps;
};
void add_file(CLI::App& command, FileOptions& options, const std::string& fields);

/// The `--map` entries; a wrong one is a mistake on the command line.
core::Outcome<std::vector<core::tabular::MapEntry>> mapping_of(const FileOptions& options);

/// Opens the file; of `how` its format is what the command line says.
core::Outcome<core::tabular::Reader> open_file(const FileOptions& options,
                                               core::tabular::Options how = {});

/// Puts bytes into a file, or on standard output where its name is "-"; a failure is reported.
void write_out(const std::string& file, std::string_view bytes, Context& context);
void write_out(const std::string& file, const pos::Bytes& bytes, Context& context);

/// What a small file holds, or what comes in where its name is "-".
///
/// errors: it cannot be read; it has more bytes
core::Outcome<std::string> read_whole(const std::string& file, std::size_t bytes_max);

/// What is wrong with what a file holds: which file it is stands before it, what to do behind.
core::Failure in_file(const std::string& file, core::Failure why);

/// "sales.csv:17: reason"
std::string at_line(const std::string& source, std::uint64_t line, const std::string& reason);

/// What was wrong with a file's header.
std::string header_words(const core::tabular::RowDefect& defect);

}  // namespace app::counterfoil
