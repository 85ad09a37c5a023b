select distinct
    leavers.schooljaar,
    min(leavers.schooljaar) over () || '..' || max(leavers.schooljaar) over () as pool
from {{ ref('leavers') }} as leavers
inner join {{ ref('exit_quarters') }} as quarters on leavers.schooljaar = quarters.schooljaar
-- R65
where
    quarters.is_complete
    and leavers.schooljaar between
    '{{ var("pool_eerste_schooljaar") }}' and '{{ var("pool_laatste_schooljaar") }}'
