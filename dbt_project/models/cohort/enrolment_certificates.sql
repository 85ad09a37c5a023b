with delivered as (
    select period as schooljaar
    from {{ ref('stg_intake__active_files') }}
    where agency = 'agodi' and dataset = 'kwalificaties'
),

qualified as (
    -- R31
    select distinct
        enrolments.leerling_id,
        enrolments.schooljaar
    from {{ ref('count_day_enrolments') }} as enrolments
    inner join {{ ref('stg_agodi__kwalificaties') }} as kwalificaties
        on
            enrolments.leerling_id = kwalificaties.leerling_id
            and enrolments.schooljaar = kwalificaties.schooljaar
    where
        (enrolments.is_p_stage or enrolments.is_p_dual_goal)
        and enrolments.onderwijsvorm || ' ' || enrolments.leerjaar || ' ' || kwalificaties.studiebewijs in (
            'TSO 6 DIPLOMA_SO', 'BSO 6 STUDIEGETUIGSCHRIFT_6', 'BSO 7 DIPLOMA_SO', 'BSO 7 STUDIEGETUIGSCHRIFT_7'
        )
)

select
    enrolments.leerling_id,
    enrolments.schooljaar,
    qualified.leerling_id is not null as has_studiebewijs
from {{ ref('count_day_enrolments') }} as enrolments
inner join delivered on enrolments.schooljaar = delivered.schooljaar
left join qualified on enrolments.leerling_id = qualified.leerling_id and enrolments.schooljaar = qualified.schooljaar
where (enrolments.is_p_stage or enrolments.is_p_dual_goal) and enrolments.leerjaar in ('6', '7')
