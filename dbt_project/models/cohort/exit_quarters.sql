with delivered as (
    -- R52: a quarter is delivered when all three labour market datasets are active for it
    select period as kalenderkwartaal
    from {{ ref('stg_intake__active_files') }}
    where agency = 'ksz' and dataset in ('tewerkstelling', 'zelfstandigen', 'werkzoekenden')
    group by period
    having count(distinct dataset) = 3
),

windows as (
    -- R51: quarters counted through from year 0; K1 is the third of the year in which the exit year ends
    select
        school_years.schooljaar,
        cast(k.kwartaal as int) as kwartaal,
        cast(substr(school_years.schooljaar, 6, 4) as int) * 4 + 1 + k.kwartaal as ordinal
    from {{ ref('school_years') }} as school_years
    cross join range(1, 9) as k (kwartaal)
    where not school_years.is_newest
),

named as (
    select
        schooljaar,
        kwartaal,
        cast(cast(floor(ordinal / 4) as int) as string) || 'Q'
        || cast(cast(ordinal % 4 + 1 as int) as string) as kalenderkwartaal
    from windows
)

select
    named.schooljaar,
    named.kwartaal,
    named.kalenderkwartaal,
    delivered.kalenderkwartaal is not null as is_delivered,
    count(delivered.kalenderkwartaal) over (partition by named.schooljaar) = 8 as is_complete
from named
left join delivered on named.kalenderkwartaal = delivered.kalenderkwartaal
