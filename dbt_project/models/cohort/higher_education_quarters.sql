with enrolled as (
    -- R72: who was not deregistered is enrolled to the end of the academic year
    select
        leerling_id,
        inschrijvingsdatum as eerste_dag,
        coalesce(
            uitschrijvingsdatum, make_date(cast(substr(academiejaar, 6, 4) as int), 9, 30)
        ) as laatste_dag
    from {{ ref('stg_ahovoks__inschrijvingen_ho') }}
    where contract_ho = 'DIPLOMA'
)

select distinct
    leavers.leaver_nr,
    quarters.kwartaal
from enrolled
inner join {{ ref('leavers') }} as leavers on enrolled.leerling_id = leavers.leerling_id
inner join {{ ref('academic_quarters') }} as quarters on leavers.schooljaar = quarters.schooljaar
-- R72: open on any day of the quarter
where
    enrolled.eerste_dag <= enrolled.laatste_dag
    and enrolled.eerste_dag <= quarters.laatste_dag
    and enrolled.laatste_dag >= quarters.eerste_dag
