with pooled as (
    -- R65: the complete ones of these exit years
    select distinct schooljaar
    from {{ ref('exit_quarters') }}
    where
        is_complete
        and schooljaar between '{{ var("pool_eerste_schooljaar") }}' and '{{ var("pool_laatste_schooljaar") }}'
)

select
    schooljaar,
    min(schooljaar) over () || '..' || max(schooljaar) over () as pool
from pooled
