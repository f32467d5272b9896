#pragma once

#include <string>

#include "app/office/web/page.hpp"

/// The pages on which service points change hands.
namespace app::office::web::billing {

/// /billing/move: who has a point, who leaves and who comes, and what that would come to.
Answer move_page(Call& call);
/// /billing/move/done: what was done, and how to take it back.
Answer moved_page(Call& call);

std::string move_link(const std::string& point, const std::string& account = {});
std::string moved_link(const pos::Ulid& id);

}  // namespace app::office::web::billing
