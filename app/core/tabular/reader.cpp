#include "app/core/tabular/reader.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "pos/base/assert.hpp"
#include "pos/locale/clean.hpp"

namespace app::core::tabular {

namespace {

constexpr std::size_t kChunk = std::size_t{256} * 1024;

bool is_empty(const Row& row) {
    return std::ranges::all_of(row.fields, [](std::string_view field) { return field.empty(); });
}

bool is_digit_at(std::string_view text, std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// The sign that parts most fields of the header, outside quotes; a comma if there is none. One
/// between two digits is a decimal comma where another sign parts: of a file without a header.
char separator_of(std::string_view line, Format format) {
    if (format == Format::tsv) return '\t';
    static constexpr std::string_view kSigns{",;|\t"};
    std::array<std::size_t, kSigns.size()> counts{};
    std::size_t decimal = 0;
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"') quoted = !quoted;
        const std::size_t sign = kSigns.find(line[at]);
        if (quoted || sign == std::string_view::npos) continue;
        ++counts[sign];
        if (sign == 0 && at > 0 && is_digit_at(line, at - 1) && is_digit_at(line, at + 1))
            ++decimal;
    }
    const auto considered = format == Format::csv ? kSigns.size() - 1 : kSigns.size();
    const bool others =
        std::any_of(counts.begin() + 1, counts.begin() + static_cast<std::ptrdiff_t>(considered),
                    [](std::size_t count) { return count > 0; });
    if (others) counts[0] -= decimal;
    const auto most =
        std::max_element(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(considered));
    return kSigns[static_cast<std::size_t>(most - counts.begin())];
}

bool is_ascii(std::string_view text) {
    constexpr std::uint64_t kHighBits = 0x8080'8080'8080'8080;
    std::uint64_t bits = 0;
    for (; text.size() >= sizeof bits; text.remove_prefix(sizeof bits)) {
        std::memcpy(&bits, text.data(), sizeof bits);
        if ((bits & kHighBits) != 0) return false;
    }
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// What no field may hold, if the record holds it. Asked before quotes are taken off in place.
std::optional<Defect> bad_bytes(std::string_view record) {
    if (std::memchr(record.data(), '\0', record.size()) != nullptr) return Defect::zero_byte;
    if (!is_ascii(record) && !pos::locale::valid_utf8(record)) return Defect::invalid_utf8;
    return std::nullopt;
}

/// Whether a file's start is that of a picture, a program or the like: many of its signs are none
/// that text has.
bool is_no_text(std::string_view start) {
    constexpr std::size_t kLooked = 4096;
    constexpr std::size_t kFewest = 16;  // a broken row may have some
    constexpr std::string_view kOfText{"\t\n\v\f\r\x1A\x1D"};
    start = start.substr(0, kLooked);
    const auto controls = static_cast<std::size_t>(std::ranges::count_if(start, [&](char c) {
        return static_cast<unsigned char>(c) < ' ' && !kOfText.contains(c);
    }));
    return controls >= kFewest && controls * 20 > start.size();
}

void report_bytes(Defect defect, Row& row) {
    const auto bad = [&](std::string_view field) {
        return defect == Defect::zero_byte ? field.contains('\0') : !pos::locale::valid_utf8(field);
    };
    const auto found = std::ranges::find_if(row.fields, bad);
    row.defect = {defect, row.line, static_cast<std::size_t>(found - row.fields.begin())};
}

}  // namespace

Reader::Reader(std::unique_ptr<TextInput> input, std::string source, Options options)
    : input_(std::move(input)), source_(std::move(source)), options_(std::move(options)) {
    POS_ASSERT(options_.limits.record_bytes_max > 0);
    buffer_.resize(kChunk);
}

std::expected<Reader, InputError> Reader::open(std::unique_ptr<Input> input, std::string source,
                                               Options options) {
    const Encoding encoding = options.encoding;
    Reader reader{as_utf8(std::move(input), encoding), std::move(source), std::move(options)};
    if (const auto begun = reader.begin(); !begun) return std::unexpected{begun.error()};
    return reader;
}

std::expected<Reader, InputError> Reader::open(const std::string& path, Options options) {
    auto input = open_input(path);
    if (!input) return std::unexpected{input.error()};
    return open(std::move(*input), path, std::move(options));
}

std::expected<void, InputError> Reader::begin() {
    if (const auto filled = fill(); !filled) return filled;
    if (is_no_text(rest()))
        return std::unexpected{InputError{InputErrorKind::no_table, source_, {}}};
    if (const auto seen = see_line_ends(); !seen) return seen;
    for (unsigned above = 0; above < options_.lines_above && !(last_ && at_ == end_); ++above) {
        RecordEnd title;
        if (const auto skipped = skip_line(title); !skipped) return skipped;
        at_ += title.taken;
        line_ += title.lines;
    }
    std::string_view line;
    for (;;) {
        while (!last_ && !rest().contains('\n') &&
               rest().size() <= options_.limits.record_bytes_max) {
            if (const auto filled = fill(); !filled) return filled;
        }
        line = rest().substr(0, rest().find('\n'));
        const bool blank = line.empty() || line == "\r";
        if (!blank || line.size() == rest().size()) break;
        at_ += line.size() + 1;
        ++line_;
    }
    if (line.starts_with("sep=") && line.size() >= 5 && line.size() <= 6) {
        syntax_.separator = line[4];  // a spreadsheet's own note
        at_ += std::min(line.size() + 1, rest().size());
        ++line_;
    } else {
        syntax_.separator = separator_of(line, options_.format);
    }
    syntax_.quotes_must_close = syntax_.separator == '\t';
    return read_header();
}

/// Sees whether the lines end with CR alone, as old programs and some of today's write them.
std::expected<void, InputError> Reader::see_line_ends() {
    const auto lone_return = [&] {
        const auto at = rest().find('\r');
        return at != std::string_view::npos && at + 1 < rest().size();
    };
    while (!last_ && !rest().contains('\n') &&
           (rest().size() <= options_.limits.record_bytes_max ||
            (rest().ends_with('\r') && !lone_return()))) {
        if (const auto filled = fill(); !filled) return filled;
    }
    if (rest().contains('\n') || !lone_return()) return {};
    returns_end_lines_ = true;
    end_lines_with_feeds(at_);
    return {};
}

void Reader::end_lines_with_feeds(std::size_t from) {
    std::replace(buffer_.begin() + static_cast<std::ptrdiff_t>(from),
                 buffer_.begin() + static_cast<std::ptrdiff_t>(end_), '\r', '\n');
}

std::expected<void, InputError> Reader::read_header() {
    for (;;) {
        RecordEnd found;
        const auto more = find_record(found);
        if (!more) return std::unexpected{more.error()};
        if (!*more) return {};
        std::string record{rest().substr(0, found.size)};  // split() changes what it splits
        Row row{line_, {}, std::nullopt};
        const auto bad = bad_bytes(record);
        if (!found.unclosed) split(record, syntax_, options_.limits, row);
        if (found.unclosed) row.defect = {Defect::unclosed_quote, line_, *found.unclosed};
        if (!row.defect && bad) report_bytes(*bad, row);
        const bool blank = !row.defect && is_empty(row);
        if (options_.header || blank || row.defect) {
            at_ += found.taken;
            line_ += found.lines;
        }
        if (blank) continue;
        header_defect_ = row.defect;
        if (!row.defect) name_columns(row);
        return {};
    }
}

void Reader::name_columns(const Row& row) {
    for (const std::string_view field : row.fields) {
        columns_.push_back(options_.header ? pos::locale::clean_name(field)
                                           : std::to_string(columns_.size() + 1));
    }
    // A separator at the end of every line makes no column.
    while (options_.header && columns_.size() > 1 && columns_.back().empty()) columns_.pop_back();
}

std::expected<bool, InputError> Reader::next(Row& row) {
    row.fields.clear();
    row.defect.reset();
    if (header_defect_) return false;
    for (;;) {
        RecordEnd found;
        const auto more = find_record(found);
        if (!more || !*more) return more;
        read_record(found, row);
        if (row.defect || !is_empty(row)) return true;
    }
}

void Reader::read_record(const RecordEnd& found, Row& row) {
    char* const record = buffer_.data() + at_;
    row.line = line_;
    row.fields.clear();
    row.defect.reset();
    at_ += found.taken;
    line_ += found.lines;
    std::optional<Defect> bad;
    if (found.unclosed) {
        row.defect = {Defect::unclosed_quote, line_ - (found.lines > 0 ? 1 : 0), *found.unclosed};
    } else if (found.size > options_.limits.record_bytes_max) {
        row.defect = {Defect::too_long, row.line, 0};
    } else {
        bad = bad_bytes({record, found.size});
        split({record, found.size}, syntax_, options_.limits, row);
    }
    if (!row.defect && bad) report_bytes(*bad, row);
    if (row.defect || is_empty(row)) return;
    const std::size_t named = columns_.size();
    while (row.fields.size() > named && row.fields.back().empty()) row.fields.pop_back();
    if (row.fields.size() > named) row.defect = {Defect::too_many_fields, row.line, named};
    if (row.fields.size() < named) {
        row.defect = {Defect::too_few_fields, row.line, row.fields.size()};
    }
}

/// The next record, whole in the buffer, or a defective one of which enough is there.
std::expected<bool, InputError> Reader::find_record(RecordEnd& found) {
    const std::size_t longest = options_.limits.record_bytes_max;
    for (;;) {
        if (last_ && at_ == end_) return false;
        if (const auto end = find_end(rest(), syntax_, last_)) {
            found = *end;
            return true;
        }
        if (rest().size() <= longest) {
            if (const auto filled = fill(); !filled) return std::unexpected{filled.error()};
            continue;
        }
        const auto end = find_end(rest(), syntax_, true);
        if (end && end->unclosed && end->taken < rest().size()) {
            found = *end;
            return true;
        }
        if (const auto skipped = skip_line(found); !skipped) {
            return std::unexpected{skipped.error()};
        }
        return true;
    }
}

/// Passes over a line that is longer than a record may be, in the memory there is.
std::expected<void, InputError> Reader::skip_line(RecordEnd& found) {
    const std::size_t longest = options_.limits.record_bytes_max;
    while (!last_ && !rest().contains('\n')) {
        at_ = end_ - std::min(rest().size(), longest + 1);  // enough to be seen as too long
        if (const auto filled = fill(); !filled) return filled;
    }
    const std::size_t end = std::min(rest().find('\n'), rest().size());
    const bool ended = end < rest().size();
    found = {std::max(end, longest + 1), end + (ended ? 1 : 0), ended ? std::size_t{1} : 0,
             std::nullopt};
    return {};
}

std::expected<void, InputError> Reader::fill() {
    if (at_ > 0) {
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
                  buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
        end_ -= at_;
        at_ = 0;
    }
    if (end_ + kChunk / 2 > buffer_.size()) buffer_.resize(buffer_.size() + kChunk);
    const auto got = input_->read(std::span{buffer_}.subspan(end_));
    if (!got) return std::unexpected{got.error()};
    last_ = *got == 0;
    end_ += *got;
    if (returns_end_lines_) end_lines_with_feeds(end_ - *got);
    if (options_.on_progress) options_.on_progress(input_->progress());
    return {};
}

}  // namespace app::core::tabular
