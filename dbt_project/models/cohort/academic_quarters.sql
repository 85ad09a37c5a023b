with delivered as (
    select period as academiejaar
    from {{ ref('stg_intake__active_files') }}
    where agency = 'ahovoks' and dataset = 'inschrijvingen_ho'
),

quarters as (
    select
        schooljaar,
        kwartaal,
        cast(substr(kalenderkwartaal, 1, 4) as int) as jaar,
        cast(substr(kalenderkwartaal, 6, 1) as int) as nr
    from {{ ref('exit_quarters') }}
    where is_delivered
),

dated as (
    -- R72: an academic year begins with the fourth quarter
    select
        *,
        jaar - case when nr = 4 then 0 else 1 end as beginjaar
    from quarters
)

select
    dated.schooljaar,
    dated.kwartaal,
    make_date(dated.jaar, dated.nr * 3 - 2, 1) as eerste_dag,
    cast(last_day(make_date(dated.jaar, dated.nr * 3, 1)) as date) as laatste_dag
from dated
inner join delivered
    on delivered.academiejaar = cast(dated.beginjaar as string) || '-' || cast(dated.beginjaar + 1 as string)
