#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/billing/invoice/syntax/reading.hpp"
#include "pos/xml/document.hpp"

namespace pos::billing::invoice {

/// The namespaces of an element's children: those that hold texts, and those that hold children.
struct Spaces {
    std::string_view leaf;
    std::string_view group;
};

/// Takes the parts of one element by name. What nobody has taken when this ends is a leftover, so
/// that nothing of a file is lost in silence. `rule` names the published rule that a repetition
/// breaks.
class Fields {
public:
    using Attributes = std::initializer_list<std::string_view>;
    using Read = std::function<void(Fields&)>;

    Fields(const xml::Element& element, Reading& reading, Spaces spaces,
           const Fields* parent = nullptr);
    ~Fields();
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;

    bool has(std::string_view name) const;
    int count(std::string_view name) const;
    const xml::Element& element() const { return element_; }

    /// A text without white space around it.
    std::string code(std::string_view name, Attributes attributes = {}, std::string_view rule = {});
    /// A text as it stands; nothing where it is blank.
    std::string text(std::string_view name, std::string_view rule = {});
    /// A code with its schemeID.
    Identifier identifier(std::string_view name, std::string_view rule = {});
    std::optional<Figure> figure(std::string_view name, Attributes attributes = {},
                                 std::string_view rule = {});
    /// A figure with a currencyID, which is noted.
    std::optional<Figure> amount(std::string_view name, std::string_view rule = {});
    std::optional<Date> date(std::string_view name, std::string_view rule = {});
    /// An element that is only a text, the attributes beside those known being leftovers.
    const xml::Element* leaf(std::string_view name, Attributes attributes = {},
                             std::string_view rule = {});
    std::vector<const xml::Element*> leaves(std::string_view name, Attributes attributes = {});

    /// The first group of this name; another one is a repetition.
    void group(std::string_view name, const Read& read, std::string_view rule = {},
               std::optional<Spaces> spaces = {});
    void each(std::string_view name, const Read& read);

    /// Names a part that was taken and has no place after all.
    void leave(const xml::Element& leaf, Reason reason) { note(leaf, reason, {}); }

    Reading& reading() { return reading_; }
    void broke(std::string_view rule) { reading_.shape.broken.emplace(rule); }
    std::optional<Figure> figure_in(const xml::Element& leaf);

private:
    const xml::Element* take(std::string_view space, std::string_view name, std::string_view rule);
    void check_attributes(const xml::Element& leaf, Attributes attributes);
    std::string path_of(const xml::Element& child) const;
    void note(const xml::Element& child, Reason reason, std::string_view rule);

    const xml::Element& element_;
    Reading& reading_;
    Spaces spaces_;
    const Fields* parent_;
    std::vector<bool> taken_;
};

/// The text of a leaf, nothing where it is blank.
std::string text_of(const xml::Element& leaf);

}  // namespace pos::billing::invoice
