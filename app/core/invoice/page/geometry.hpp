#pragma once

#include "app/core/invoice/page/canvas.hpp"

// Where things stand on an invoice's page, in points, and how they are set.
namespace app::core::invoice {

inline constexpr double kMm = 72.0 / 25.4;
inline constexpr double kLeft = 25 * kMm;
inline constexpr double kRight = Canvas::kWidth - 20 * kMm;
inline constexpr double kInner = kRight - kLeft;
inline constexpr double kTop = 20 * kMm;                       // of pages after the first
inline constexpr double kBottom = Canvas::kHeight - 34 * kMm;  // above the foot
inline constexpr double kFootTop = Canvas::kHeight - 27 * kMm;
inline constexpr double kGap = 8;  // between columns

// The logo: beside the sender's name, above the facts.
inline constexpr double kLogoTop = 15 * kMm;
inline constexpr double kLogoWidth = 60 * kMm;
inline constexpr double kLogoHeight = 24 * kMm;

inline constexpr double kChartAbove = 14;
inline constexpr double kPlotHeight = 92;  // of a chart's bars with their figures and labels
inline constexpr double kPlotLeast = 50;   // where it stays on its page then

inline constexpr Face kBody{.size = 9};
inline constexpr Face kSmall{.size = 7.5, .grey = 0.38};
inline constexpr Face kLabel{.size = 8, .grey = 0.38};
inline constexpr Face kListed{.size = 8};
inline constexpr Face kStrong{.size = 9, .bold = true};
inline constexpr Face kTitle{.size = 18, .bold = true};
inline constexpr Face kDue{.size = 12, .bold = true};

}  // namespace app::core::invoice
