#pragma once

#include <string_view>

#include "app/till/ui/frame.hpp"
#include "app/till/ui/item_picture.hpp"

namespace till::ui {

enum class Tone { neutral, accent, good, warning, danger };

/// The strong colour of a tone, and the soft one behind it.
Colour tone_colour(const Frame& frame, Tone tone);
Colour tone_soft(const Frame& frame, Tone tone);

/// One line of a cart or a receipt.
struct CartLine {
    std::string_view quantity{};
    std::string_view name{};
    std::string_view note{};  ///< a discount, a batch; may be empty
    Tone note_tone{Tone::neutral};
    std::string_view unit{};  ///< unit price
    std::string_view total{};
    ItemPicture picture{};
    bool chosen{false};
};

/// How wide the figures of a cart stand: as the widest needs, never less than the theme says.
struct CartColumns {
    float quantity{0};
    float unit{0};
    float total{0};
    bool pictures{false};  ///< before the names, unless these need the room more

    /// Makes room for one more line.
    void widen(const Frame& frame, const CartLine& line);
};
/// The columns of a cart without lines.
CartColumns cart_columns(const Frame& frame);

bool cart_line(Frame& frame, std::string_view name, const Rect& place, const CartLine& line,
               const CartColumns& columns);

/// A row of a list with a line below: title and note at the start, figures at the end.
struct Row {
    std::string_view title{};
    std::string_view note{};
    Tone note_tone{Tone::neutral};
    std::string_view figure{};  ///< muted, before the amount
    std::string_view amount{};
    float amount_width{0};  ///< the least room of the amount, where figures stand in a column
    bool strong{false};     ///< title in bold
    bool chosen{false};
    bool tappable{false};
    bool line{true};
};
bool list_row(Frame& frame, std::string_view name, const Rect& place, const Row& row);
/// How wide an amount stands in a row.
float amount_width(const Frame& frame, std::string_view amount);

/// A part of a screen that scrolls under a finger, a wheel and the paging keys.
///
///     ScrollArea area(frame, "cart", place, lines * height);
///     for (…) if (area.shows(row)) …   // rows placed from area.content().top downwards
///
/// Clips what is drawn until it is destroyed.
class ScrollArea {
public:
    struct Options {
        bool keys{false};          ///< Page Up, Page Down, Home and End move it
        bool start_at_end{false};  ///< shows the last line when the content grows
        bool bar_beside{false};    ///< the bar stands in the margin behind the place, not in it
        bool still{false};         ///< a finger moves what is in it, not the area; see carry()
    };
    ScrollArea(Frame& frame, std::string_view name, const Rect& place, float content_height);
    ScrollArea(Frame& frame, std::string_view name, const Rect& place, float content_height,
               Options options);
    ~ScrollArea();
    ScrollArea(const ScrollArea&) = delete;
    ScrollArea& operator=(const ScrollArea&) = delete;

    /// As wide as the place and as high as the content; its top is above the place's when scrolled.
    const Rect& content() const { return content_; }
    bool shows(const Rect& row) const { return overlap(row, place_); }
    /// Moves so that `row` (of `content()`) is whole in the next pass. The same row in the same
    /// list moves it only once: a person may then scroll away from it.
    void reveal(const Rect& row);
    /// Moves on, pass by pass, while a finger that carries something is at its upper or lower edge.
    void carry(Point finger);

private:
    static float farthest(const Memory::Scroll& scroll);
    void follow_finger(Memory::Scroll& scroll);
    void follow_keys(Memory::Scroll& scroll);
    void glide(Memory::Scroll& scroll);

    Frame& frame_;
    std::string name_;
    Rect place_;
    Rect content_;
    Options options_;
};

}  // namespace till::ui
