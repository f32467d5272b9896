#include "app/core/tabular/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>

#include "app/core/tabular/archive.hpp"
#include "app/core/tabular/record.hpp"
#include "pos/base/calendar.hpp"
#include "pos/journal/hash.hpp"
#include "pos/xml/read.hpp"

namespace app::core::tabular {

namespace {

using pos::xml::Element;

template <class T>
using Read = std::expected<T, std::string>;

constexpr std::string_view kSheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kStrictSheets = "http://purl.oclc.org/ooxml/spreadsheetml/main";
constexpr std::size_t kRowsMax = 1'048'576;
/// Those that are left out in a row are cells too: few bytes of a file may mean many of them.
constexpr std::size_t kCellsMax = 8'000'000;

bool is_named(const Element& element, std::string_view name) {
    return element.name == name && (element.space == kSheets || element.space == kStrictSheets);
}

const Element* child(const Element& parent, std::string_view name) {
    for (const Element& one : parent.children())
        if (is_named(one, name)) return &one;
    return nullptr;
}

Read<pos::xml::Document> part(const Archive& archive, std::string_view name) {
    auto bytes = archive.read(name, kWorkbookBytesMax);
    if (!bytes) return std::unexpected{bytes.error()};
    auto document = pos::xml::read(*bytes, {.bytes = kWorkbookBytesMax});
    if (!document) return std::unexpected{to_string(document.error())};
    return std::move(*document);
}

/// The file of the sheet that stands first in the workbook.
Read<std::string> first_sheet(const Archive& archive) {
    constexpr std::string_view kUsual = "xl/worksheets/sheet1.xml";
    const auto book = part(archive, "xl/workbook.xml");
    const auto links = part(archive, "xl/_rels/workbook.xml.rels");
    const Element* sheets = book ? child(book->root(), "sheets") : nullptr;
    if (sheets == nullptr || sheets->first_child == nullptr || !links) return std::string{kUsual};
    std::string_view id;
    for (const auto& attribute : sheets->first_child->attributes)
        if (attribute.name == "id" && !attribute.space.empty()) id = attribute.value;
    for (const Element& link : links->root().children()) {
        const auto target = link.attribute("Target");
        if (link.attribute("Id") != id || !target) continue;
        return target->starts_with('/') ? std::string{target->substr(1)}
                                        : "xl/" + std::string{*target};
    }
    return std::string{kUsual};
}

/// The text of `<si>` or `<is>`: of its own, or of its runs; phonetic hints are left out.
std::string text_of(const Element& element) {
    std::string text;
    for (const Element& one : element.children()) {
        if (is_named(one, "t")) text += one.text;
        if (!is_named(one, "r")) continue;
        if (const Element* run = child(one, "t")) text += run->text;
    }
    return text;
}

Read<std::vector<std::string>> shared_strings(const Archive& archive) {
    constexpr std::string_view kName = "xl/sharedStrings.xml";
    std::vector<std::string> strings;
    if (!archive.has(kName)) return strings;
    const auto document = part(archive, kName);
    if (!document) return std::unexpected{document.error()};
    for (const Element& one : document->root().children())
        if (is_named(one, "si")) strings.push_back(text_of(one));
    return strings;
}

/// Whether a format of figures shows a day or a time.
bool shows_days(std::string_view format) {
    bool quoted = false;
    bool bracketed = false;  // [Red], [$-409]
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '\\') {
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '[' || c == ']')) {
            bracketed = c == '[';
        } else if (!quoted && !bracketed &&
                   std::string_view{"dDmMyYhHsS"}.find(c) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

/// To how many digits a format of figures fills them up with zeros at the front: five of "00000",
/// as numbers and codes are kept with; none of any other.
std::size_t digits_filled(std::string_view format) {
    constexpr std::size_t kDigitsMax = 30;
    const auto first = format.substr(0, format.find(';'));
    const bool zeros = std::ranges::all_of(first, [](char c) { return c == '0'; });
    return zeros && first.size() <= kDigitsMax ? first.size() : 0;
}

unsigned number(std::string_view text) {
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// How figures are shown in cells of one style.
struct Style {
    bool days{false};
    std::size_t digits{0};  // at least, with zeros at the front
};

std::vector<Style> styles_of(const Archive& archive) {
    std::vector<Style> styles;
    const auto document = part(archive, "xl/styles.xml");
    if (!document) return styles;
    std::map<unsigned, Style> formats;
    if (const Element* own = child(document->root(), "numFmts")) {
        for (const Element& one : own->children()) {
            const auto code = one.attribute("formatCode").value_or("");
            formats[number(one.attribute("numFmtId").value_or(""))] = {shows_days(code),
                                                                       digits_filled(code)};
        }
    }
    const Element* cells = child(document->root(), "cellXfs");
    if (cells == nullptr) return styles;
    for (const Element& one : cells->children()) {
        const unsigned format = number(one.attribute("numFmtId").value_or(""));
        const bool built_in = (format >= 14 && format <= 22) || (format >= 45 && format <= 47);
        const auto own = formats.find(format);
        styles.push_back(own == formats.end() ? Style{} : own->second);
        styles.back().days = styles.back().days || built_in;
    }
    return styles;
}

/// "AB12" → 27; nothing where the cell does not say where it is.
std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    std::size_t letters = 0;
    while (letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z') {
        column = column * 26 + static_cast<std::size_t>(reference[letters++] - 'A' + 1);
        if (column > kFieldsMax) return kFieldsMax;
    }
    if (letters == 0) return std::nullopt;
    return column - 1;
}

/// A figure as the spreadsheet shows it: 15 digits, of which the last of binary fractions are not.
std::string figure(std::string_view text) {
    const std::string copy{text};
    char* end = nullptr;
    const double value = std::strtod(copy.c_str(), &end);
    const bool all = !copy.empty() && end == copy.c_str() + copy.size();
    if (!all || !std::isfinite(value)) return copy;
    std::string shown = fmt::format("{:.15g}", value);
    constexpr double kExact = 1e15;
    if (shown.find('e') != std::string::npos && std::abs(value) < kExact &&
        value == std::floor(value))
        return fmt::format("{:.0f}", value);
    return shown;
}

/// A whole figure with zeros at its front, up to so many digits.
std::string filled(std::string figure, std::size_t digits) {
    const bool whole = std::ranges::all_of(figure, [](char c) { return c >= '0' && c <= '9'; });
    if (whole && !figure.empty() && figure.size() < digits)
        figure.insert(0, digits - figure.size(), '0');
    return figure;
}

std::string day(std::string_view text, bool from_1904) {
    constexpr std::int32_t kDaysTo1900 = 25'569;
    constexpr std::int32_t kDaysTo1904 = 24'107;
    const std::string copy{text};
    const double days = std::strtod(copy.c_str(), nullptr);
    constexpr double kDaysMax = 2'958'465;  // 9999-12-31
    if (!(days >= 0) || days > kDaysMax) return copy;
    return to_string(
        pos::Date{static_cast<std::int32_t>(days) - (from_1904 ? kDaysTo1904 : kDaysTo1900)});
}

void write_cell(std::string& out, std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

class Sheet {
public:
    Sheet(std::vector<std::string> strings, std::vector<Style> styles, bool from_1904)
        : strings_{std::move(strings)}, styles_{std::move(styles)}, from_1904_{from_1904} {}

    Read<std::string> text(const Element& data) {
        for (const Element& row : data.children()) {
            if (!is_named(row, "row")) continue;
            const std::size_t place = number(row.attribute("r").value_or("0"));
            if (std::max(rows_.size() + 1, place) > kRowsMax)
                return std::unexpected{std::string{"it is too large"}};
            while (rows_.size() + 1 < place) rows_.emplace_back();
            if (!read_row(row)) return std::unexpected{std::string{"it is too large"}};
        }
        if (bytes_ + filled_rows_ * width_ > kWorkbookBytesMax)
            return std::unexpected{std::string{"it is too large"}};
        return written();
    }

private:
    /// False: a text that is named often, or cells that are left out, come to more than is read.
    bool read_row(const Element& row) {
        auto& cells = rows_.emplace_back();
        for (const Element& cell : row.children()) {
            if (!is_named(cell, "c")) continue;
            const auto column = column_of(cell.attribute("r").value_or("")).value_or(cells.size());
            if (column >= kFieldsMax) continue;
            if (column >= cells.size()) cells.resize(column + 1);
            cells[column] = value(cell);
            bytes_ += cells[column].size();
            if (bytes_ > kWorkbookBytesMax) return false;
        }
        cells_ += cells.size();
        while (!cells.empty() && cells.back().empty()) cells.pop_back();
        width_ = std::max(width_, cells.size());
        if (!cells.empty()) ++filled_rows_;
        return cells_ <= kCellsMax;
    }

    std::string value(const Element& cell) const {
        const auto kind = cell.attribute("t").value_or("n");
        if (kind == "inlineStr") {
            const Element* inside = child(cell, "is");
            return inside == nullptr ? std::string{} : text_of(*inside);
        }
        const Element* v = child(cell, "v");
        if (v == nullptr) {
            // What a program wrote that works nothing out; as a blank its value would be missed.
            const Element* formula = child(cell, "f");
            return formula == nullptr ? std::string{} : '=' + std::string{formula->trimmed()};
        }
        if (kind == "s") {
            const std::size_t at = number(v->trimmed());
            return at < strings_.size() ? strings_[at] : std::string{};
        }
        if (kind == "b") return v->trimmed() == "0" ? "FALSE" : "TRUE";
        if (kind != "n") return std::string{v->text};
        const std::size_t at = number(cell.attribute("s").value_or("0"));
        const Style style = at < styles_.size() ? styles_[at] : Style{};
        if (style.days) return day(v->trimmed(), from_1904_);
        return filled(figure(v->trimmed()), style.digits);
    }

    /// Every row as wide as the widest: the rows of a file have as many fields as its header.
    std::string written() const {
        std::string out;
        for (const auto& row : rows_) {
            if (row.empty()) {
                out += '\n';
                continue;
            }
            for (std::size_t i = 0; i < width_; ++i) {
                if (i > 0) out += ',';
                if (i < row.size()) write_cell(out, row[i]);
            }
            out += '\n';
        }
        return out;
    }

    std::vector<std::string> strings_;
    std::vector<Style> styles_;
    bool from_1904_{false};
    std::vector<std::vector<std::string>> rows_;
    std::size_t width_{0};
    std::size_t filled_rows_{0};
    std::size_t cells_{0};
    std::size_t bytes_{0};  // of their texts
};

bool counts_from_1904(const Archive& archive) {
    const auto book = part(archive, "xl/workbook.xml");
    const Element* about = book ? child(book->root(), "workbookPr") : nullptr;
    if (about == nullptr) return false;
    const auto said = about->attribute("date1904");
    return said == "1" || said == "true";
}

Read<std::string> read_workbook(std::string_view bytes) {
    const auto archive = Archive::open(bytes);
    if (!archive) return std::unexpected{archive.error()};
    const auto name = first_sheet(*archive);
    if (!name) return std::unexpected{name.error()};
    const auto sheet = part(*archive, *name);
    if (!sheet) return std::unexpected{sheet.error()};
    auto strings = shared_strings(*archive);
    if (!strings) return std::unexpected{strings.error()};
    const Element* data = child(sheet->root(), "sheetData");
    if (data == nullptr) return std::string{};
    return Sheet{std::move(*strings), styles_of(*archive), counts_from_1904(*archive)}.text(*data);
}

/// The text of the sheet; its hash is the workbook's.
class SheetInput final : public Input {
public:
    SheetInput(std::string text, pos::Hash hash, Progress whole)
        : text_{std::move(text)}, hash_{hash}, whole_{whole} {}

    std::expected<std::size_t, InputError> read(std::span<char> out) override {
        const std::size_t size = std::min(out.size(), text_.size() - at_);
        std::copy_n(text_.data() + at_, size, out.data());
        at_ += size;
        return size;
    }
    Progress progress() const override { return whole_; }
    pos::Hash finish_hash() override { return hash_; }

private:
    std::string text_;
    pos::Hash hash_;
    Progress whole_;
    std::size_t at_{0};
};

constexpr std::size_t kNameAt = 30;  // in the first file's header

}  // namespace

bool is_workbook(const Packed& bytes) {
    const auto ready = bytes.ready();
    const std::string_view head{ready.data(), ready.size()};
    if (!head.starts_with("PK\x03\x04") || head.size() < kNameAt) return false;
    const auto name = head.substr(kNameAt);
    constexpr std::array<std::string_view, 4> kNames{"[Content_Types].xml", "_rels/", "xl/",
                                                     "docProps/"};
    return std::ranges::any_of(kNames, [&](std::string_view one) { return name.starts_with(one); });
}

std::expected<std::unique_ptr<Input>, InputError> open_workbook(Packed bytes) {
    std::string whole;
    for (;;) {
        if (const auto filled = bytes.fill(1); !filled) return std::unexpected{filled.error()};
        const auto ready = bytes.ready();
        if (ready.empty()) break;
        if (whole.size() + ready.size() > kWorkbookBytesMax)
            return bytes.damaged("the workbook is too large");
        whole.append(ready.data(), ready.size());
        bytes.take(ready.size());
    }
    auto text = read_workbook(whole);
    if (!text) return bytes.damaged("the workbook cannot be read: " + text.error());
    const auto progress = bytes.input().progress();
    return std::make_unique<SheetInput>(std::move(*text), bytes.input().finish_hash(), progress);
}

}  // namespace app::core::tabular
