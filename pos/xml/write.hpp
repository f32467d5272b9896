#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pos::xml {

/// Writes an XML file in UTF-8, an element a line, indented. Names are ours; texts and values may
/// be anything: what XML reserves is escaped, and what it has no way to say (control characters,
/// broken UTF-8) becomes U+FFFD.
///
///     Writer xml{"Invoice"};
///     xml.attribute("xmlns", kInvoice);
///     xml.element("cbc:ID", "17");
///     std::string file = std::move(xml).finish();
class Writer {
public:
    explicit Writer(std::string_view root);

    /// Names are kept as views: they must outlive the element, as literals do.
    void open(std::string_view name);
    /// requires: the element just opened has nothing inside yet
    void attribute(std::string_view name, std::string_view value);
    /// requires: the element has no elements inside
    void text(std::string_view text);
    void close();

    /// An element that holds nothing but a text.
    void element(std::string_view name, std::string_view text);
    /// The same with one attribute.
    void element(std::string_view name, std::string_view attribute_name, std::string_view value,
                 std::string_view text);

    /// Closes what is open and gives the file.
    std::string finish() &&;

private:
    struct Open {
        std::string_view name;
        bool has_elements{false};
    };

    void end_tag();
    void new_line();

    std::string out_;
    std::vector<Open> open_;
    bool in_tag_{false};
};

/// The text as it stands between tags, or between the double quotes of a value.
enum class Place { text, value };
void escape(std::string& out, std::string_view text, Place place);

}  // namespace pos::xml
