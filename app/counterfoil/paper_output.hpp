#pragma once

#include <iosfwd>
#include <vector>

#include "drivers/printer/paper/event.hpp"
#include "drivers/printer/paper/paper.hpp"

namespace app::counterfoil {

/// One JSON object: width, length, lines, marks, cuts, events, remarks.
void write_paper_json(std::ostream& out, const drivers::printer::paper::Paper& paper,
                      const std::vector<drivers::printer::paper::Event>& events);

/// A line for each remark: "byte 17: unsupported: ESC ( A: buzzer (1b 28 41 …, 9 bytes)".
void write_remarks(std::ostream& err, const drivers::printer::paper::Paper& paper);

}  // namespace app::counterfoil
