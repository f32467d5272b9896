#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pos::xml {

struct Attribute {
    std::string_view space;  // the namespace's name, empty for none
    std::string_view name;   // without prefix
    std::string_view value;
};

class Children;

/// One element of a Document, which owns everything that it points to.
struct Element {
    std::string_view space;
    std::string_view name;
    /// What stands directly inside, white space and all, its pieces one after the other.
    std::string_view text;
    std::span<const Attribute> attributes;
    const Element* first_child{nullptr};
    const Element* next{nullptr};  // the next child of the same parent
    std::uint32_t line{0};

    /// The text without white space around it.
    std::string_view trimmed() const;
    /// An attribute of no namespace.
    std::optional<std::string_view> attribute(std::string_view attribute_name) const;
    Children children() const;
    /// The first child of this namespace and name; null where there is none.
    const Element* child(std::string_view child_space, std::string_view child_name) const;
};

/// The children of an element in the order of the file, for range-based loops.
class Children {
public:
    class Iterator {
    public:
        explicit Iterator(const Element* at) : at_{at} {}
        const Element& operator*() const { return *at_; }
        const Element* operator->() const { return at_; }
        Iterator& operator++() {
            at_ = at_->next;
            return *this;
        }
        bool operator==(const Iterator&) const = default;

    private:
        const Element* at_;
    };
    explicit Children(const Element* first) : first_{first} {}
    Iterator begin() const { return Iterator{first_}; }
    Iterator end() const { return Iterator{nullptr}; }

private:
    const Element* first_;
};

/// A whole file as a tree. Comments and processing instructions are left out.
///
/// owns: elements, names and texts; they stay where they are when the document is moved
class Document {
public:
    /// requires: a document that read() gave
    const Element& root() const { return elements_.front(); }
    std::size_t size() const { return elements_.size(); }

private:
    friend class Builder;
    std::deque<Element> elements_;
    std::deque<std::vector<Attribute>> attributes_;
    std::deque<std::string> texts_;  // interned names, values and texts
};

/// `text` without the white space that XML knows around it.
std::string_view trim(std::string_view text);

}  // namespace pos::xml
