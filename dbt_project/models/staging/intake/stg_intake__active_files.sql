select
    agency,
    dataset,
    period,
    delivery,
    file,
    n_accepted
from {{ source('intake', 'files') }}
