// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program/libraries.h"

#include "core/kernels/convolution.h"
#include "core/workers/worker_pool.h"

namespace lab::app {

QString libraries()
{
    return QString::fromUtf8(kernels::oneDnnVersion()) + QStringLiteral(" · ") +
           QString::fromStdString(workers::oneTbbVersion());
}

QString allLibraries()
{
    return libraries() + QStringLiteral(" · Qt ") + QString::fromLatin1(qVersion());
}

QString version()
{
    return QStringLiteral(LAB_VERSION);
}

QString releaseDate()
{
    return QStringLiteral(LAB_RELEASE_DATE);
}

QString applicationId()
{
    return QStringLiteral(LAB_APP_ID);
}

} // namespace lab::app
