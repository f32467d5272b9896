#pragma once

#include <array>
#include <boost/serialization/access.hpp>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/journal/archive/wire_types.hpp"

/// Records that use everything an archive can hold, in an old and a newer version.
namespace test {

enum class Colour : std::uint8_t { red, green, blue };
constexpr bool in_range(Colour colour) {
    return colour <= Colour::blue;
}

struct LineV0 {
    std::string article{"?"};  // a default that is longer than the smallest text
    std::string name;
    std::int64_t quantity_milli{0};
    pos::Money price{};
    std::optional<pos::Money> discount;
    std::uint16_t tax_code{0};
    bool operator==(const LineV0&) const = default;

private:
    friend class boost::serialization::access;
    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & article & name & quantity_milli & price & discount & tax_code;
    }
};

struct LineV1 {
    std::string article{"?"};
    std::string name;
    std::int64_t quantity_milli{0};
    pos::Money price{};
    std::optional<pos::Money> discount;
    std::uint16_t tax_code{0};
    std::string batch{"none"};  // new; what a line of version 0 gets
    bool operator==(const LineV1&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & article & name & quantity_milli & price & discount & tax_code;
        if (version >= 1) archive & batch;
    }
};

template <class Line>
struct Ticket {
    std::array<std::uint8_t, 16> id{};
    std::uint32_t till{0};
    std::int64_t at_ms{0};
    std::vector<Line> lines;
    Colour colour{Colour::red};
    bool voided{false};
    std::optional<std::string> customer;
    pos::Bytes attachment;
    bool operator==(const Ticket&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & id & till & at_ms & lines & colour & voided & customer & attachment;
    }
};
using TicketV0 = Ticket<LineV0>;
using TicketV1 = Ticket<LineV1>;

/// The only way to nest without bound.
struct Tree {
    std::vector<Tree> branches;
    std::optional<std::int32_t> leaf;
    bool operator==(const Tree&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & branches & leaf;
    }
};

template <class T>
T sample_ticket(int lines) {
    T ticket;
    for (std::size_t i = 0; i < 16; ++i) ticket.id[i] = static_cast<std::uint8_t>(i * 17);
    ticket.till = 3;
    ticket.at_ms = 1'790'000'000'000;
    ticket.colour = Colour::green;
    ticket.customer = "C-10442";
    ticket.attachment = {std::byte{0xca}, std::byte{0xfe}};
    const pos::Currency euro{{'E', 'U', 'R'}, 2};
    for (int i = 0; i < lines; ++i) {
        auto& line = ticket.lines.emplace_back();
        line.article = "400638133393" + std::to_string(i);
        line.name = "Whole milk 3.5% 1 litre no. " + std::to_string(i);
        line.quantity_milli = 1000 * (i + 1);
        line.price = {129 + i, euro};
        if (i % 3 == 0) line.discount = pos::Money{-20, euro};
        line.tax_code = 7;
    }
    return ticket;
}

}  // namespace test

BOOST_CLASS_VERSION(test::LineV1, 1)
