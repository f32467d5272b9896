#include "app/counterfoil/file_options.hpp"

#include <fstream>
#include <ostream>
#include <span>

#include "app/core/may_write.hpp"
#include "app/core/tabular/input.hpp"
#include "app/core/tabular/mapping.hpp"

namespace app::counterfoil {

namespace {

constexpr Choices<core::tabular::Format, 3> kFormats{{{"auto", core::tabular::Format::automatic},
                                                      {"csv", core::tabular::Format::csv},
                                                      {"tsv", core::tabular::Format::tsv}}};
constexpr Choices<core::imports::DecimalSign, 3> kDecimalSigns{
    {{"auto", core::imports::DecimalSign::either},
     {"point", core::imports::DecimalSign::point},
     {"comma", core::imports::DecimalSign::comma}}};

}  // namespace

void add_file(CLI::App& command, FileOptions& options, const std::string& fields) {
    command
        .add_option("FILE", options.file,
                    "The file; - is standard input; .gz, .zst and .zip are unpacked")
        ->required();
    add_choice(command, "--format", options.format, kFormats,
               "How its columns are parted, if it cannot be told from the file");
    add_choice(command, "--decimal", options.decimal_sign, kDecimalSigns,
               "Which sign parts the decimals of its figures");
    command.add_option("--map", options.maps, "field=Column, once for each; fields: " + fields)
        ->type_name("FIELD=COLUMN");
}

core::Outcome<std::vector<core::tabular::MapEntry>> mapping_of(const FileOptions& options) {
    std::vector<core::tabular::MapEntry> entries;
    for (const auto& text : options.maps) {
        auto entry = core::tabular::parse_map_entry(text);
        if (!entry) return core::misuse("--map " + text + ": " + to_string(entry.error()));
        entries.push_back(std::move(*entry));
    }
    return entries;
}

core::Outcome<core::tabular::Reader> open_file(const FileOptions& options,
                                               core::tabular::Options how) {
    how.format = options.format;
    auto reader = core::tabular::Reader::open(options.file, std::move(how));
    if (!reader) {
        return std::unexpected{
            core::Failure{core::FailureKind::environment, to_string(reader.error())}};
    }
    return std::move(*reader);
}

void write_out(const std::string& file, std::string_view bytes, Context& context) {
    if (file == "-") {
        context.out << bytes;
        return;
    }
    if (const auto may = core::may_write(file); !may) return report(context, may.error());
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out << bytes;
    out.close();
    if (!out) {
        report(context, {core::FailureKind::environment,
                         file + " cannot be written. Is its folder there, and the disk not full?"});
    }
}

void write_out(const std::string& file, const pos::Bytes& bytes, Context& context) {
    write_out(file, std::string_view{reinterpret_cast<const char*>(bytes.data()), bytes.size()},
              context);
}

core::Outcome<std::string> read_whole(const std::string& file, std::size_t bytes_max) {
    auto input = core::tabular::open_input(file);
    if (!input) return core::refuse(to_string(input.error()));
    std::string text;
    char buffer[1 << 14];
    for (;;) {
        const auto got = (*input)->read(std::span{buffer});
        if (!got) return core::refuse(to_string(got.error()));
        if (*got == 0) return text;
        text.append(buffer, *got);
        if (text.size() > bytes_max) {
            return core::refuse(file + " has more than " + std::to_string(bytes_max) + " bytes.");
        }
    }
}

core::Failure in_file(const std::string& file, core::Failure why) {
    why.words = (file == "-" ? "standard input" : file) + ": " + why.words +
                " Nothing was done: put that right, then give it again.";
    return why;
}

std::string at_line(const std::string& source, std::uint64_t line, const std::string& reason) {
    return source + ":" + std::to_string(line) + ": " + reason;
}

std::string header_words(const core::tabular::RowDefect& defect) {
    return "the header cannot be read (line " + std::to_string(defect.line) + ", field " +
           std::to_string(defect.field + 1) + ").";
}

}  // namespace app::counterfoil
