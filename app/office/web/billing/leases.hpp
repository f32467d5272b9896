#pragma once

#include <string>

#include "app/office/web/page.hpp"

/// Credit of an account that tills may spend while they have no network.
namespace app::office::web::billing {

Answer leases_page(Call& call);
std::string leases_link(const std::string& account);

}  // namespace app::office::web::billing
